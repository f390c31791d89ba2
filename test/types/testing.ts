// Compiled by `npm run types`, never run: what a test cannot say by mistake.
import { expect } from '@jest/globals';
import { payload, type Tap, type TapOf, text } from '../../src/messaging/index.js';
import { aTap, anArrival, matchers, TestBot } from '../../src/testing/index.js';

const ViewProduct = payload('KIT_VIEW_{productId}');
const Answer = payload('KIT_{answer:yes|no}');

declare const bot: TestBot;
declare function view(tap: TapOf<typeof ViewProduct>): void;
declare function answer(tap: TapOf<typeof Answer>): void;
declare function add(tap: Tap<object, { readonly qty: number }>): void;
declare function anything(tap: Tap): void;

class Prices {
  of(): number {
    return 7;
  }
}

export async function fine(): Promise<number> {
  const user = bot.user('u1');
  const { handlers, replies, disposition } = await user.tap(ViewProduct.with({ productId: '7' }));
  await user.tap(Answer.with({ answer: 'yes' }), 'quick_reply');
  await user.arrive({ ref: 'EMAIL_MAY' });
  expect(user).toHaveReceived('Mug');
  expect(user).toHaveReceived(/Mug/);
  expect(user).not.toHaveReceived(text('Mug'));
  expect(user).toShowButton('Buy');
  expect(user).toShowButton('Buy', 'BUY_7');
  expect(user).not.toShowQuickReply('No');
  expect.extend(matchers);
  view(aTap({ payload: 'KIT_VIEW_7', params: { productId: '7' } }));
  answer(aTap({ payload: 'KIT_yes', params: { answer: 'yes' } }));
  add(aTap({ payload: '{"action":"ADD"}', data: { qty: 1 } }));
  anything(aTap({ payload: 'HELP' }));
  anArrival('EMAIL_MAY', { campaign: 'MAY' }).params.campaign satisfies string;
  await TestBot.create({}, (module) => module.overrideProvider(Prices).useValue({ of: () => 1 }));
  return bot.get(Prices).of() + handlers.length + replies.length + disposition.length;
}

export async function wrong(): Promise<void> {
  const user = bot.user('u1');
  // @ts-expect-error a payload is a text: ViewProduct.with({ productId: '7' })
  await user.tap(ViewProduct);
  // @ts-expect-error the params are missing
  await user.tap(ViewProduct.with());
  // @ts-expect-error no such kind of tap
  await user.tap('HELP', 'text');
  // @ts-expect-error a link has a ref, an ad an id
  await user.arrive('EMAIL_MAY');
  // @ts-expect-error an act is a promise: what is on the screen belongs to the user
  expect(user.tap('HELP')).toHaveReceived('Mug');
  // @ts-expect-error what an act returns is no user
  expect(await user.tap('HELP')).toHaveReceived('Mug');
  // @ts-expect-error a name is no user
  expect('u1').toShowButton('Buy');
  // @ts-expect-error nor is a bot
  expect(bot).toShowQuickReply('Buy');
  // @ts-expect-error nothing is expected
  expect(user).toHaveReceived();
  // @ts-expect-error an object that only looks like a reply
  expect(user).toHaveReceived({ kind: 'poem', text: 'roses' });
  // @ts-expect-error a title is a text
  expect(user).toShowButton(/Buy/);
  // @ts-expect-error a payload is a text
  expect(user).toShowButton('Buy', Answer);
  // @ts-expect-error the params of the handler are missing
  view(aTap({ payload: 'KIT_VIEW_7' }));
  // @ts-expect-error the param is called productId
  view(aTap({ payload: 'KIT_VIEW_7', params: { sku: '7' } }));
  // @ts-expect-error not one of the choices
  answer(aTap({ payload: 'KIT_yes', params: { answer: 'perhaps' } }));
  // @ts-expect-error the data are missing
  add(aTap({ payload: '{"action":"ADD"}' }));
  // @ts-expect-error no such fact
  aTap({ payload: 'HELP', parms: {} });
  // @ts-expect-error the people of a bot are made by it
  void new TestBot();
  // @ts-expect-error the clock is not set, only advanced
  bot.clock.nowMs = 7;
}
