import type { Reply } from '../messaging/index.js';
import { callOf } from './received.js';
import { TestUser } from './test-user.js';

interface Verdict {
  readonly pass: boolean;
  readonly message: () => string;
}

/**
 * Matchers for `expect(bot.user('u1'))`. `TestBot.create()` registers them where `expect` is a global, as Jest has it
 * unless told otherwise; elsewhere one line does: `expect.extend(matchers)`.
 */
export const matchers = {
  /** The page sent this, at any time: a text or a card's title in full, a pattern of one, or exactly this reply. */
  toHaveReceived(received: unknown, expected: string | RegExp | Reply): Verdict {
    const user = userOf(received, 'toHaveReceived');
    const what = isReply(expected)
      ? JSON.stringify(callOf(expected, user.psid).body)
      : quoted(expected);
    const pass = user.hasReceived(expected);
    const seen = isReply(expected) ? callLines(user) : [];
    return verdict(pass, user, [
      `${user.name} has ${pass ? '' : 'not '}received ${what}.`,
      ...seen,
    ]);
  },

  /** A button with this title can be tapped, whatever message it hangs on. @param payload it also sends this */
  toShowButton(received: unknown, title: string, payload?: string): Verdict {
    const user = userOf(received, 'toShowButton');
    return shows(user, { what: 'button', shown: user.screen.buttons, title, payload });
  },

  /** A quick reply with this title can be tapped. @param payload it also sends this */
  toShowQuickReply(received: unknown, title: string, payload?: string): Verdict {
    const user = userOf(received, 'toShowQuickReply');
    return shows(user, { what: 'quick reply', shown: user.screen.quickReplies, title, payload });
  },
};

interface Shown {
  readonly what: 'button' | 'quick reply';
  readonly shown: readonly { readonly title: string; readonly payload: string | null }[];
  readonly title: string;
  readonly payload: string | undefined;
}

function shows(user: TestUser, { what, shown, title, payload }: Shown): Verdict {
  const pass = shown.some(
    (one) => one.title === title && (payload === undefined || one.payload === payload),
  );
  const wanted =
    payload === undefined ? quoted(title) : `${quoted(title)} that sends ${quoted(payload)}`;
  const all = shown.map(
    (one) => `  ${quoted(one.title)} sends ${quoted(one.payload ?? 'nothing')}`,
  );
  return verdict(pass, user, [
    `${user.name} sees ${pass ? 'a' : 'no'} ${what} ${wanted}.`,
    ...(all.length > 0
      ? ['On the screen:', ...new Set(all)]
      : [`There is no ${what} on the screen.`]),
  ]);
}

/** What a person would see goes below every message. */
function verdict(pass: boolean, user: TestUser, lines: readonly string[]): Verdict {
  const chat = String(user) || '(nothing was said yet)\n';
  return { pass, message: () => `${lines.join('\n')}\n\nThe chat:\n${chat}` };
}

function callLines(user: TestUser): readonly string[] {
  return ['Meta was sent:', ...user.calls.map(({ body }) => `  ${JSON.stringify(body)}`)];
}

function userOf(received: unknown, matcher: string): TestUser {
  if (received instanceof TestUser) return received;
  throw new TypeError(
    `${matcher}() is for a user of a TestBot: expect(bot.user('u1')).${matcher}(…).`,
  );
}

function isReply(expected: string | RegExp | Reply): expected is Reply {
  return typeof expected === 'object' && !(expected instanceof RegExp);
}

function quoted(expected: string | RegExp): string {
  return typeof expected === 'string' ? JSON.stringify(expected) : String(expected);
}
