import type { BaseExpect } from 'expect';
import type { Reply } from '../messaging/index.js';
import { matchers } from './matchers.js';
import type { TestUser } from './test-user.js';

/** Says in the compiler's error what the matchers are for. */
interface NotAUser {
  readonly mistake: "this matcher is for a user of a TestBot: expect(bot.user('u1'))";
}

declare module 'expect' {
  // What Jest passes: R is what a matcher returns, T what was given to expect().
  interface Matchers<R extends void | Promise<void>, T> {
    /** The page sent this, at any time: a text or a card's title in full, a pattern of one, or exactly this reply. */
    readonly toHaveReceived: T extends TestUser
      ? (expected: string | RegExp | Reply) => R
      : NotAUser;
    /** A button with this title can be tapped, whatever message it hangs on; with a payload: and sends it. */
    readonly toShowButton: T extends TestUser ? (title: string, payload?: string) => R : NotAUser;
    /** A quick reply with this title can be tapped; with a payload: and sends it. */
    readonly toShowQuickReply: T extends TestUser
      ? (title: string, payload?: string) => R
      : NotAUser;
  }
}

/** Teaches them to a global `expect`, if there is one: the kit works without a framework, too. */
export function registerMatchers(): void {
  const expect: unknown = Reflect.get(globalThis, 'expect');
  if (canExtend(expect)) expect.extend(matchers);
}

function canExtend(value: unknown): value is Pick<BaseExpect, 'extend'> {
  return typeof value === 'function' && 'extend' in value && typeof value.extend === 'function';
}

// By way of this file, so that whoever takes them gets their types as well.
export { matchers };
