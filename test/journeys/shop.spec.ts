import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { FEATURES } from '../../src/app.module.js';
import type { Tap } from '../../src/messaging/index.js';
import { TestBot, type TestUser } from '../../src/testing/index.js';

describe('the shop', () => {
  let bot: TestBot;
  let ada: TestUser;

  beforeEach(async () => {
    bot = await TestBot.create({ imports: [...FEATURES], postback: { buttonPolicy: 'error' } });
    ada = bot.user('1000000000000001');
  });

  afterEach(() => bot.close());

  it('leads a new person from Get Started through every feature', async () => {
    await ada.press('Get Started');
    await ada.press('Track my order');
    await ada.press('View');
    await ada.press('Ask support');
    expect(ada.received.at(-1)).toMatchObject({ kind: 'thread_control' });
    await ada.handBack();
    await ada.say('hello?');
    await ada.press('Browse products');
    await ada.press('View');
    await ada.press('Add to cart');
    expect(ada).toHaveReceived(/^In your cart/);
    await ada.say('and now?');
    await ada.press('Support');
    expect(ada).toShowButton('My bill');
  });

  it('has no dead button: everything that a person comes across is answered', async () => {
    await ada.press('Get Started');
    const seen = new Map<string, Tap['kind']>();
    look(ada, seen);
    for (const [payload, kind] of seen) {
      expect(await ada.tap(payload, kind)).toMatchObject({ disposition: 'handled' });
      await ada.handBack();
      look(ada, seen);
    }
    expect([...seen.keys()]).toEqual(
      expect.arrayContaining(['CONFIRM_RETURN_1001_NO', 'PRODUCT_VIEW_SKU-777', 'CART_EMPTY']),
    );
  });
});

/** Notes what can be tapped now. */
function look({ screen }: TestUser, seen: Map<string, Tap['kind']>): void {
  for (const { payload } of screen.quickReplies) seen.set(payload, 'quick_reply');
  for (const { payload } of screen.buttons) if (payload !== null) seen.set(payload, 'postback');
}
