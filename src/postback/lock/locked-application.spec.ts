import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { Injectable, Module } from '@nestjs/common';
import { Test, type TestingModule } from '@nestjs/testing';
import { aLock, aLocked } from '../../../test/support/a-lock.js';
import { aPostback } from '../../../test/support/wire-samples.js';
import { parseItem, postback } from '../../messaging/index.js';
import { BootReport } from '../boot-report.js';
import { OnPostback } from '../postback.decorators.js';
import { PostbackDispatcher } from '../postback.dispatcher.js';
import { BootReportError } from '../postback.errors.js';
import { PostbackModule } from '../postback.module.js';
import type { PostbackModuleOptions } from '../postback.options.js';
import { writeLockFile } from './lock-file.js';
import type { PayloadLock } from './payload-lock.js';

@Injectable()
class SaleHandlers {
  @OnPostback('SALE_{year:int}')
  view(): string {
    return 'the sale';
  }
}

const handling = {
  key: 'k',
  attempt: 1,
  late: false,
  signal: new AbortController().signal,
  once: async <T>(_name: string, step: () => T | Promise<T>): Promise<T> => step(),
};

describe('an application with a payload lock', () => {
  let folder: string;
  let lockfile: string;
  let app: TestingModule;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'tapline-lock-'));
    lockfile = join(folder, 'payloads.lock.json');
  });

  afterEach(async () => {
    await app.close();
    rmSync(folder, { recursive: true, force: true });
  });

  async function make(lock: PayloadLock, options: PostbackModuleOptions = {}): Promise<void> {
    writeLockFile(lockfile, lock);
    @Module({ providers: [SaleHandlers] })
    class Feature {}
    app = await Test.createTestingModule({
      imports: [PostbackModule.forRoot({ lockfile, ...options }), Feature],
    }).compile();
    app.useLogger(false);
  }

  async function replyTo(payload: string) {
    const item = aPostback({ payload });
    const event = parseItem({ channel: 'messenger', pageId: '1', source: 'messaging', item });
    const { handler, replies } = await app.get(PostbackDispatcher).consume(event, handling);
    return { handler, replies };
  }

  const codes = (): readonly string[] =>
    app
      .get(BootReport)
      .collect()
      .map(({ code }) => code);

  it('answers a retired payload with the reply of the lock, until a handler is narrower', async () => {
    const retired = { reply: 'There are no sales any more.' };
    await make(aLock(aLocked('SALE_*', { retired })));
    await app.init();
    expect(await replyTo('SALE_OF_THE_CENTURY')).toEqual({
      handler: 'retired SALE_*',
      replies: [{ kind: 'text', text: 'There are no sales any more.' }],
    });
    expect((await replyTo('SALE_2026')).handler).toBe('SaleHandlers.view');
  });

  it('does not start when a locked payload would be unanswered', async () => {
    await make(aLock('OUTLET'));
    await expect(app.init()).rejects.toThrow(BootReportError);
    expect(codes()).toContain('PAYLOAD_ORPHANED');
  });

  it('starts with a warning when a locked payload goes to another handler', async () => {
    await make(aLock(aLocked('SALE_{year:int}', { handlers: { postback: 'Sale.show' } })));
    await app.init();
    const findings = app.get(BootReport).collect();
    expect(findings.find(({ code }) => code === 'PAYLOAD_REROUTED')?.severity).toBe('warn');
  });

  it('does not start when the reply for a retired payload has a dead button', async () => {
    const reply = {
      kind: 'buttons',
      text: 'It is over.',
      buttons: [postback('All products', 'PRODUCTS_BROWSE')],
    } as const;
    await make(aLock(aLocked('OUTLET', { retired: { reply } })));
    await expect(app.init()).rejects.toThrow(BootReportError);
    const [finding] = app.get(BootReport).collect();
    expect(finding?.message).toBe(
      [
        'BUTTON_UNHANDLED: nobody would answer the button "All products" of the reply to the retired "OUTLET": no handler takes the postback "PRODUCTS_BROWSE".',
        `  the button "All products" of the reply to the retired "OUTLET"   ${lockfile}`,
        'Decorate a method with @OnPostback("PRODUCTS_BROWSE") or @OnTap, add the module that has it to the application, or take the button away.',
      ].join('\n'),
    );
  });

  it('starts with a warning when its lock is not there', async () => {
    await make(aLock());
    rmSync(lockfile);
    await app.init();
    const finding = app
      .get(BootReport)
      .collect()
      .find(({ code }) => code === 'PAYLOAD_LOCK_ABSENT');
    expect(finding?.message).toBe(
      [
        `PAYLOAD_LOCK_ABSENT: the payload lock ${lockfile} is not there: nothing is promised to buttons already sent.`,
        'Ship it with the service, or make the first one:',
        '  npm run tapline -- payloads lock',
      ].join('\n'),
    );
  });

  it('has its promises looked at only where buttons are', async () => {
    await make(aLock('OUTLET'), { buttonPolicy: 'off' });
    await app.init();
    expect(codes()).toEqual([]);
  });
});
