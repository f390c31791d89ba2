import type { Reply } from '../../messaging/index.js';
import { UnavailableError } from '../console.errors.js';
import type { Subject } from '../traces/subject.js';
import { type HandlerModule, importPath, moduleFile } from './handler-module.js';

/** What a test of a handler is written from. */
export interface TestFacts {
  readonly subject: Subject;
  readonly disposition: 'handled' | 'unhandled';
  /** In the order in which they ran; the first names the test. At least one. */
  readonly handlers: readonly string[];
  readonly replies: readonly Reply[];
  /** The handler that threw; `null` when all ended well. */
  readonly failed: string | null;
  /** Of the handlers, the one that the test stands beside first. */
  readonly modules: readonly [HandlerModule, ...HandlerModule[]];
  /** When the tap was handled, milliseconds since 1970: the bot of the test lives then. */
  readonly atMs: number;
}

/**
 * A spec for Jest and the test kit that does what the person did and expects what the bot answered. Its bot has the demo's data;
 * what earlier acts changed, such as a cart, is for whoever pastes it to set up.
 */
export function testText(facts: TestFacts): string {
  const [handler = ''] = facts.handlers;
  const [{ folder }] = facts.modules;
  const title = `answers ${facts.subject.title || facts.subject.kind}`;
  return `import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
${importLines(facts)}
// ${folder}/${fileNameOf(handler)}
describe(${literal(handler)}, () => {
  let bot: TestBot;

  beforeEach(async () => {
    bot = await TestBot.create({
      imports: [${facts.modules.map(({ name }) => name).join(', ')}],
      startAt: new Date(${literal(new Date(facts.atMs).toISOString())}),
    });
  });

  afterEach(() => bot.close());

  it(${literal(title)}, async () => {
    const person = bot.user(${literal(facts.subject.psid ?? 'ada')});
${expectation(facts)}
  });
});
`;
}

function importLines({ modules }: TestFacts): string {
  const [{ folder }] = modules;
  return [
    `import { TestBot } from '${importPath(folder, 'src/testing/index.js')}';`,
    ...modules.map((each) => {
      const file = `${each.folder}/${each.folder === folder ? moduleFile(each) : 'index.js'}`;
      return `import { ${each.name} } from '${importPath(folder, file)}';`;
    }),
    '',
  ].join('\n');
}

/** `ProductsHandlers.view` is tested in `products-handlers.view.spec.ts`. */
function fileNameOf(handler: string): string {
  const kebab = handler.replaceAll(/(?<=[a-z0-9])(?=[A-Z])/g, '-').toLowerCase();
  return `${kebab.replaceAll(/[^a-z0-9.-]+/g, '-')}.spec.ts`;
}

function expectation({ subject, disposition, handlers, replies, failed }: TestFacts): string {
  const [before, act] = actOf(subject);
  const lines =
    failed === null
      ? [
          ...before,
          `const result = await ${act};`,
          `expect(result).toEqual(${literal({ disposition, handlers, replies })});`,
        ]
      : [
          ...before,
          `await expect(${act}).rejects.toMatchObject(${literal({ code: 'HANDLER_FAILED', handler: failed })});`,
        ];
  return lines.map((line) => line.replaceAll(/^/gm, '    ')).join('\n');
}

/** What has to be done first, and the act. @throws UnavailableError for acts that the kit has no verb for */
function actOf(subject: Subject): readonly [before: readonly string[], act: string] {
  const { kind, payload, text } = subject;
  const arrives = arrivalOf(subject);
  if (kind === 'text') return [[], `person.say(${literal(text)})`];
  if (kind === 'quick_reply') return [[], `person.tap(${literal(payload)}, 'quick_reply')`];
  // Of whoever has written before the bot is told at once; otherwise the arrival rides on the first tap.
  if (kind === 'referral' && arrives) return [["await person.say('hello');"], arrives];
  if (kind === 'postback')
    return [arrives ? [`await ${arrives};`] : [], `person.tap(${literal(payload)})`];
  throw new UnavailableError(`There is no ready test for a ${kind}: write it with person.raw().`);
}

function arrivalOf({ ref, adId }: Subject): string | null {
  const arrival = { ...(ref !== null && { ref }), ...(adId !== null && { adId }) };
  return Object.keys(arrival).length > 0 ? `person.arrive(${literal(arrival)})` : null;
}

function literal(value: unknown): string {
  return JSON.stringify(value, null, 2);
}
