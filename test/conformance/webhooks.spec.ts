import { createHmac } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Sent } from '../support/sent.js';
import { PAGE, SECRET, Service } from '../support/service.js';
import {
  aChange,
  aDeliveryOf,
  anItem,
  aPostback,
  aQuickReply,
  aReferral,
  aText,
  TAPPED_AT,
  type WireObject,
} from '../support/wire-samples.js';

interface Row {
  readonly input: string;
  /** The items that person `user` causes, in entries of one request. */
  readonly entries: (user: string) => WireObject[];
  /** What the person gets, and nothing else. */
  readonly replies: readonly string[];
  readonly object?: string;
}

const entry = (lists: WireObject): WireObject => ({ id: PAGE.id, time: Date.now(), ...lists });
const messaging = (...items: WireObject[]): WireObject => entry({ messaging: items });
const tap = (
  user: string,
  payload: string,
  more: Partial<Parameters<typeof aPostback>[0]> = {},
): WireObject => aPostback({ user, payload, title: 'Help', page: PAGE.id, ...more });

/** Sixteen webhooks, and what must come of each: reference/field.md, section 1. */
const ROWS: readonly Row[] = [
  {
    input: 'postback HELP',
    entries: (user) => [messaging(tap(user, 'HELP'))],
    replies: ['exact postback Help'],
  },
  {
    input: 'two events in one entry',
    entries: (user) => [
      messaging(tap(user, 'HELP'), tap(user, 'OTHER', { timestamp: TAPPED_AT + 1 })),
    ],
    replies: ['exact postback Help', 'catch-all OTHER'],
  },
  {
    input: 'two entries',
    entries: (user) => [
      messaging(tap(user, 'HELP')),
      messaging(tap(user, 'OTHER', { timestamp: TAPPED_AT + 1 })),
    ],
    replies: ['exact postback Help', 'catch-all OTHER'],
  },
  {
    input: 'a standby-only entry beside a postback',
    entries: (user) => [
      entry({ standby: [anItem({ postback: { title: 'Theirs' } }, { user, page: PAGE.id })] }),
      messaging(tap(user, 'HELP')),
    ],
    replies: ['exact postback Help'],
  },
  {
    input: 'a changes-only entry beside a postback',
    entries: (user) => [
      entry({ changes: [aChange('feed', { item: 'post', verb: 'add' })] }),
      messaging(tap(user, 'HELP')),
    ],
    replies: ['exact postback Help'],
  },
  {
    input: 'quick reply HELP with the title "Yes"',
    entries: (user) => [
      messaging(aQuickReply({ user, payload: 'HELP', title: 'Yes', page: PAGE.id })),
    ],
    replies: ['exact quick_reply Yes'],
  },
  {
    input: 'a person who types HELP',
    entries: (user) => [messaging(aText({ user, text: 'HELP', page: PAGE.id }))],
    replies: ['typed HELP'],
  },
  {
    input: 'GET_STARTED with a referral',
    entries: (user) => [
      messaging(
        tap(user, 'GET_STARTED', {
          referral: { ref: 'MAY', source: 'SHORTLINK', type: 'OPEN_THREAD' },
        }),
      ),
    ],
    replies: ['arrived MAY postback', 'catch-all GET_STARTED'],
  },
  {
    input: 'a standalone referral',
    entries: (user) => [messaging(aReferral({ user, page: PAGE.id }))],
    replies: ['arrived EMAIL_MAY event'],
  },
  {
    input: 'an event without a sender beside a postback',
    entries: (user) => [
      messaging(
        anItem(
          { policy_enforcement: { action: 'warning', reason: 'r' } },
          { user: null, page: PAGE.id },
        ),
        tap(user, 'HELP'),
      ),
    ],
    replies: ['exact postback Help'],
  },
  {
    input: 'the payload constructor',
    entries: (user) => [messaging(tap(user, 'constructor'))],
    replies: ['catch-all constructor'],
  },
  {
    input: 'the payload {"action":"HELP","id":1}',
    entries: (user) => [messaging(tap(user, '{"action":"HELP","id":1}'))],
    replies: ['exact postback Help'],
  },
  {
    input: 'the payload {"action":5}',
    entries: (user) => [messaging(tap(user, '{"action":5}'))],
    replies: ['catch-all {"action":5}'],
  },
  {
    input: "a handler that throws, before another person's tap",
    entries: (user) => [
      messaging(tap(`${user}0`, 'BOOM'), tap(user, 'HELP', { timestamp: TAPPED_AT + 1 })),
    ],
    replies: ['exact postback Help'],
  },
  {
    input: 'object "instagram", accepted and stored until its channel exists',
    object: 'instagram',
    entries: (user) => [messaging(tap(user, 'HELP'))],
    replies: [],
  },
];

describe('the built service, given what others stumble over', () => {
  const folder = mkdtempSync(join(tmpdir(), 'tapline-conformance-'));
  let sent: Sent;
  let service: Service;
  let people = 0;

  beforeAll(async () => {
    sent = await Sent.start();
    service = await Service.start({
      database: join(folder, 'conformance.db'),
      graphUrl: sent.url,
      script: 'test/fixtures/conformance-service.mjs',
    });
  });

  afterAll(async () => {
    await sent.close();
    await service.end();
    rmSync(folder, { recursive: true, force: true });
  });

  const aPerson = (): string => `70000000000${(people += 1)}`;

  /** A later tap of the same person, whose reply shows that everything before it is through. */
  async function everythingThrough(user: string): Promise<void> {
    await service.post(
      aDeliveryOf('page', messaging(tap(user, 'LAST', { timestamp: TAPPED_AT + 1_000 }))),
    );
    await sent.until(user, 'catch-all LAST');
  }

  it.each(ROWS)(
    'answers 200 and handles once, by the right handler: $input',
    async ({ entries, replies, object = 'page' }) => {
      const user = aPerson();
      const answer = await service.post({ object, entry: entries(user) });
      expect(answer.status).toBe(200);
      await everythingThrough(user);
      expect(sent.textsTo(user)).toEqual([...replies, 'catch-all LAST']);
    },
  );

  it('handles once what is delivered three times, the third time in another envelope', async () => {
    const user = aPerson();
    const body = { object: 'page', entry: [messaging(tap(user, 'HELP'))] };
    const again = { object: 'page', entry: [{ ...messaging(tap(user, 'HELP')), time: 1 }] };
    expect([
      (await service.post(body)).status,
      (await service.post(body)).status,
      (await service.post(again)).status,
    ]).toEqual([200, 200, 200]);
    await everythingThrough(user);
    expect(sent.textsTo(user)).toEqual(['exact postback Help', 'catch-all LAST']);
  });

  it('accepts a request that has only X-Hub-Signature-256', async () => {
    const user = aPerson();
    const body = JSON.stringify({ object: 'page', entry: [messaging(tap(user, 'HELP'))] });
    const signature = `sha256=${createHmac('sha256', SECRET).update(body).digest('hex')}`;
    const answer = await fetch(`${service.url}/webhook`, {
      method: 'POST',
      body,
      headers: { 'X-Hub-Signature-256': signature },
    });
    expect(answer.status).toBe(200);
    await sent.until(user, 'exact postback Help');
  });

  it('logs what failed with its handler and event, and no payload', () => {
    const [failure] = service.output.split('\n').filter((line) => line.includes('failed'));
    expect(failure).toContain('"handler":"SuiteHandlers.throws"');
    expect(service.output).toMatch(/"event":"[0-9a-f]{64}"/);
    // The boot report may name the pattern, which is the developer's own.
    const others = service.output.split('\n').filter((line) => !line.includes('"BootReport"'));
    expect(others.join('\n')).not.toContain('BOOM');
  });
});
