import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { Injectable, Module } from '@nestjs/common';
import { Test, type TestingModule } from '@nestjs/testing';
import { IsInt, Max, Min } from 'class-validator';
import { assert, asyncProperty, jsonValue, oneof, string } from 'fast-check';
import { aDeliveryItem, aPostback, aText } from '../../test/support/wire-samples.js';
import type { Outcome } from '../inbox/index.js';
import {
  type DeliveryItem,
  type Handling,
  parseItem,
  payload,
  type Tap,
  type TapOf,
  type UnhandledTap,
} from '../messaging/index.js';
import { OnPostback, OnTap, OnText, OnUnhandled } from './postback.decorators.js';
import { PostbackDispatcher } from './postback.dispatcher.js';
import { PostbackModule } from './postback.module.js';
import type { PostbackModuleOptions } from './postback.options.js';

const handling: Handling = {
  key: 'k',
  attempt: 1,
  late: false,
  signal: new AbortController().signal,
  once: async (_, step) => step(),
};

class AddToCartDto {
  @IsInt()
  @Min(1)
  @Max(99)
  readonly qty!: number;
}

const AddToCart = payload('ADD_TO_CART', AddToCartDto);

const referral = { ref: 'EMAIL_MAY', source: 'SHORTLINK', type: 'OPEN_THREAD' };

/** What handlers were given. */
const seen: unknown[] = [];

@Injectable()
class ShopHandlers {
  @OnTap(AddToCart)
  add({ data }: TapOf<typeof AddToCart>): string {
    seen.push(data.qty);
    return 'added';
  }

  @OnPostback('ORDER_{id:int}')
  order({ params }: Tap): string {
    seen.push(params['id']);
    return 'an order';
  }

  @OnPostback('CHANGE_{what}')
  change(tap: Tap): string {
    const { what } = tap.params;
    seen.push([what, Object.getPrototypeOf(tap.params), tap.title, tap.referral?.ref]);
    Object.assign(tap, { title: 'changed' });
    Object.assign(tap.params, { what: 'changed' });
    return 'changed';
  }

  @OnPostback('CHANGE_REFERRAL')
  changeReferral(tap: Tap): string {
    Object.assign(tap.referral ?? {}, { ref: 'changed' });
    return 'changed';
  }

  @OnText()
  say(): string {
    return 'heard';
  }

  @OnUnhandled()
  sorry({ reason }: UnhandledTap): string {
    return `sorry: ${reason}`;
  }
}

describe('what anybody can send', () => {
  let app: TestingModule;
  let dispatcher: PostbackDispatcher;

  async function start(options: PostbackModuleOptions = {}): Promise<void> {
    @Module({ providers: [ShopHandlers] })
    class Feature {}
    app = await Test.createTestingModule({
      imports: [PostbackModule.forRoot({ buttonPolicy: 'off', ...options }), Feature],
    }).compile();
    app.useLogger(false);
    await app.init();
    dispatcher = app.get(PostbackDispatcher);
  }

  beforeEach(() => start());

  afterEach(async () => {
    seen.length = 0;
    await app.close();
  });

  const consume = (
    item: DeliveryItem['item'],
    surroundings: Partial<DeliveryItem> = {},
  ): Promise<Outcome> =>
    dispatcher.consume(parseItem({ ...aDeliveryItem(item), ...surroundings }), handling);

  async function answerTo(text: string): Promise<unknown> {
    const { replies } = await consume(aPostback({ payload: text }));
    return replies.map((reply) => ('text' in reply ? reply.text : reply.kind)).join();
  }

  describe('in a conversation that another app owns', () => {
    const standby = { source: 'standby' as const };

    it('D19: reaches no handler', async () => {
      for (const item of [aPostback({ payload: 'ORDER_7' }), aText({ text: 'hello' })])
        expect(await consume(item, standby)).toMatchObject({ disposition: 'ignored', replies: [] });
      expect(seen).toEqual([]);
    });

    it('D19: reaches its handler when the module says so', async () => {
      await app.close();
      await start({ standby: 'route' });
      await consume(aPostback({ payload: 'ORDER_7' }), standby);
      expect(seen).toEqual([7]);
    });
  });

  it('H8: is given to each handler anew: what one changes no other sees', async () => {
    const tapped = aPostback({
      payload: 'CHANGE_A',
      title: 'as sent',
      referral,
    });
    const event = parseItem(aDeliveryItem(tapped));
    await dispatcher.consume(event, handling);
    await dispatcher.consume(event, handling);
    expect(seen[1]).toEqual(seen[0]);
    expect(seen[0]).toEqual(['A', null, 'as sent', referral.ref]);
  });

  it('H8: is frozen where handlers share it', async () => {
    const tapped = aPostback({ payload: 'CHANGE_REFERRAL', referral });
    await expect(consume(tapped)).rejects.toMatchObject({ cause: expect.any(TypeError) });
  });

  it.each([
    ['an action that is no more', '{"action":"BUY_NOW_2019","sku":"1"}', 'sorry: no-route'],
    ['data of an older form', '{"action":"ADD_TO_CART","quantity":2}', 'sorry: bad-data'],
    ['data cut off', '{"action":"ADD_TO_CART","qty":', 'sorry: no-route'],
    ['the action __proto__', '{"action":"__proto__"}', 'sorry: no-route'],
    ['an action in __proto__', '{"__proto__":{"action":"ADD_TO_CART"}}', 'sorry: no-route'],
    [
      'more than 1,000 characters',
      JSON.stringify({ action: 'ADD_TO_CART', qty: 2, note: 'x'.repeat(1_200) }),
      'added',
    ],
    ['2,000 characters of nobody', `OLD_${'x'.repeat(2_000)}`, 'sorry: no-route'],
  ])('H10: is answered when it is a payload with %s: never silence', async (_, sent, answer) => {
    expect(await answerTo(sent)).toBe(answer);
  });

  it('H11: comes to a handler only as its types say, whatever payload it is made of', async () => {
    const data = oneof(
      jsonValue(),
      jsonValue().map((qty) => ({ qty })),
    ).map((value) => JSON.stringify({ ...Object(value), action: 'ADD_TO_CART' }));
    const order = oneof(string(), string({ unit: 'grapheme' })).map((id) => `ORDER_${id}`);
    await assert(
      asyncProperty(oneof(data, order), async (sent) => {
        seen.length = 0;
        expect(['added', 'an order', 'sorry: no-route', 'sorry: bad-data']).toContain(
          await answerTo(sent),
        );
        const isFit = sent.startsWith('{')
          ? (value: unknown) => Number.isInteger(value) && Number(value) >= 1 && Number(value) <= 99
          : Number.isSafeInteger;
        expect(seen.every(isFit)).toBe(true);
      }),
    );
    expect([await answerTo('ORDER_7'), await answerTo('{"action":"ADD_TO_CART","qty":7}')]).toEqual(
      ['an order', 'added'],
    );
  });
});
