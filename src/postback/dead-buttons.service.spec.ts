import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { Injectable, type LoggerService } from '@nestjs/common';
import { Test, type TestingModule } from '@nestjs/testing';
import { buttons, carousel, postback, quickReplies, quickReply } from '../messaging/index.js';
import { DeadButtons } from './dead-buttons.service.js';
import { OnPostback } from './postback.decorators.js';
import { PostbackModule } from './postback.module.js';

@Injectable()
class ShopHandlers {
  @OnPostback('BUY_{id}')
  buy(): void {}
}

class Warnings implements LoggerService {
  readonly warnings: unknown[] = [];
  log(): void {}
  error(): void {}
  warn(message: unknown): void {
    this.warnings.push(message);
  }
}

describe('DeadButtons', () => {
  let app: TestingModule;
  let log: Warnings;
  const handler = { label: 'ShopHandlers.show', place: 'src/shop/shop.handlers.ts:9' };

  beforeEach(async () => {
    log = new Warnings();
    app = await Test.createTestingModule({
      imports: [PostbackModule.forRoot({ buttonPolicy: 'off' })],
      providers: [ShopHandlers],
    }).compile();
    app.useLogger(log);
    await app.init();
  });

  afterEach(() => app.close());

  const watch = (...replies: Parameters<DeadButtons['watch']>[1]): void =>
    app.get(DeadButtons).watch(handler, replies);

  it('says nothing of buttons that are taken', () => {
    watch(buttons('Buy?', [postback('Buy', 'BUY_7'), postback('Buy two', '{"action":"BUY_2"}')]));
    expect(log.warnings).toEqual([]);
  });

  it('names the handler that sends a dead one, wherever in a reply it stands, and no value of its payload', () => {
    const cards = carousel([{ title: 'Cup', buttons: [postback('Sell', 'SELL_Ada_7')] }]);
    watch(quickReplies(cards, [quickReply('Buy', 'BUY_7')]));
    const msg = 'a handler sends a button that no handler takes: its taps will be unhandled';
    const facts = { msg, handler: 'ShopHandlers.show', place: 'src/shop/shop.handlers.ts:9' };
    expect(log.warnings).toEqual([
      { ...facts, kind: 'postback', sample: 'SELL_…_#' },
      { ...facts, kind: 'quick_reply', sample: 'BUY_#' },
    ]);
  });

  it('says it once for all payloads that look alike', () => {
    for (const id of [7, 8, 9]) watch(buttons('Sell?', [postback('Sell', `SELL_${id}`)]));
    expect(log.warnings).toHaveLength(1);
  });
});
