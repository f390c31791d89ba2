import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { SimulatorOptions } from '../../src/simulator/simulator.options.js';
import {
  APP_ID,
  buttons,
  choice,
  choices,
  file,
  GraphCaller,
  hello,
  ok,
  postback,
  refusal,
  textOf,
  times,
} from '../support/graph-calls.js';
import { ADA } from '../support/stand-in.js';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const PICTURE = { url: 'https://shop.example/mug.png' };
const OUTSIDE =
  '(#10) This message is sent outside of allowed window. Learn more about the new policy here: https://developers.facebook.com/docs/messenger-platform/policy-overview';

let nowMs: number;
let graph: GraphCaller;

beforeEach(async () => {
  nowMs = 1_800_000_000_000;
  graph = await start();
  await graph.simulator.say(ADA, 'hi');
});

afterEach(() => graph.close());

const start = (options: Partial<SimulatorOptions> = {}): Promise<GraphCaller> =>
  GraphCaller.start({ now: () => nowMs, ...options });

/** The id of the newest message, which is what Graph answered. */
function newestMid(): string {
  const newest = graph.simulator.transcriptOf(ADA).at(-1);
  return newest?.kind === 'message' ? newest.mid : 'no message';
}

const SHOWN = { bubbles: 2 };

async function sent(params: object): Promise<object> {
  const { body } = await graph.post('me/messages', params);
  return { body, bubbles: graph.simulator.transcriptOf(ADA).length };
}

describe('POST messages: whom a message can go to', () => {
  it('id', async () => {
    const { body } = await graph.send(hello);
    expect(body).toEqual({ recipient_id: ADA, message_id: newestMid() });
  });

  it.each(['user_ref', 'phone_number'] as const)(
    '%s: the answer does not say who it is',
    async (kind) => {
      graph.simulator.addRecipient({ kind, id: 'R7', psid: ADA });
      expect(await sent({ recipient: { [kind]: 'R7' }, ...hello })).toEqual({
        body: { message_id: newestMid() },
        ...SHOWN,
      });
    },
  );

  it.each([
    'comment_id',
    'post_id',
    'notification_messages_token',
    'one_time_notif_token',
  ] as const)('%s: outside of the window too', async (kind) => {
    graph.simulator.addRecipient({ kind, id: 'R7', psid: ADA });
    nowMs += 2 * DAY_MS;
    expect(await graph.send(hello)).toEqual(refusal(OUTSIDE, { subcode: 2018278 }));
    expect(await sent({ recipient: { [kind]: 'R7' }, ...hello })).toEqual({
      body: { recipient_id: ADA, message_id: newestMid() },
      ...SHOWN,
    });
  });

  it('comment_id: one private reply, within 7 days', async () => {
    for (const id of ['C1', 'C2']) {
      graph.simulator.addRecipient({ kind: 'comment_id', id, psid: ADA });
    }
    const first = { recipient: { comment_id: 'C1' }, ...hello };
    expect((await graph.post('me/messages', first)).status).toBe(200);
    expect(await graph.post('me/messages', first)).toEqual(
      refusal('(#10900) Activity already replied to'),
    );
    nowMs += 7 * DAY_MS + HOUR_MS;
    expect(await graph.post('me/messages', { recipient: { comment_id: 'C2' }, ...hello })).toEqual(
      refusal('(#10904) This activity is too old to reply to'),
    );
  });

  it.each([
    ['nobody known', { user_ref: 'X' }, '(#100) No matching user found', 2018001],
    [
      'two at once',
      { id: ADA, user_ref: 'R7' },
      '(#100) Param recipient must be one of {id, user_ref, comment_id, post_id, notification_messages_token, one_time_notif_token, phone_number}',
      undefined,
    ],
    ['none', {}, '(#100) param recipient must be non-empty.', undefined],
  ])('refuses %s', async (_, recipient, message, subcode) => {
    const answer = await graph.post('me/messages', { recipient, ...hello });
    expect(answer).toEqual(refusal(message, subcode === undefined ? {} : { subcode }));
  });
});

describe('POST messages: the window of 24 hours', () => {
  it.each([
    ['no tag', {}, DAY_MS],
    ['tag HUMAN_AGENT', { messaging_type: 'MESSAGE_TAG', tag: 'HUMAN_AGENT' }, 7 * DAY_MS],
    ['tag CUSTOMER_FEEDBACK', { tag: 'CUSTOMER_FEEDBACK' }, 7 * DAY_MS],
  ])('is open to the millisecond with %s', async (_, fields, windowMs) => {
    nowMs += windowMs;
    expect((await graph.send({ ...fields, ...hello })).status).toBe(200);
    nowMs += 1;
    expect(await graph.send({ ...fields, ...hello })).toEqual(
      refusal(OUTSIDE, { subcode: 2018278 }),
    );
    await graph.simulator.tap(ADA, { payload: 'BUY' });
    expect((await graph.send({ ...fields, ...hello })).status).toBe(200);
  });

  it('does not count for utility templates', async () => {
    nowMs += 30 * DAY_MS;
    const shipped = { name: 'shipped', language: { code: 'en' } };
    const utility = { messaging_type: 'UTILITY', message: { template: shipped } };
    expect((await graph.send(utility)).status).toBe(200);
    expect(
      await graph.send({ messaging_type: 'UTILITY', message: { template: { name: 'x' } } }),
    ).toEqual(refusal('(#100) The parameter message[template][language][code] is required'));
  });

  it('opens for whoever unblocks, and stays shut for the blocked', async () => {
    graph.simulator.block(ADA);
    const refused = refusal("(#551) This person isn't available right now.", { subcode: 1545041 });
    expect(await graph.send(hello)).toEqual(refused);
    expect(await graph.send({ sender_action: 'typing_on' })).toEqual(refused);
    graph.simulator.block(ADA, false);
    expect((await graph.send(hello)).status).toBe(200);
  });
});

describe('POST messages: what stands beside the message', () => {
  it.each<[string, object, string]>([
    [
      'an unknown messaging_type',
      { messaging_type: 'SHOUT' },
      '(#100) Param messaging_type must be one of {RESPONSE, UPDATE, MESSAGE_TAG, UTILITY}',
    ],
    [
      'MESSAGE_TAG without a tag',
      { messaging_type: 'MESSAGE_TAG' },
      '(#100) The parameter tag is required',
    ],
    ...['ACCOUNT_UPDATE', 'CONFIRMED_EVENT_UPDATE', 'POST_PURCHASE_UPDATE'].map(
      (tag): [string, object, string] => [
        `the tag ${tag}, withdrawn on 27 Apr 2026`,
        { tag },
        '(#100) Param tag must be one of {HUMAN_AGENT, CUSTOMER_FEEDBACK}',
      ],
    ),
    [
      'an unknown notification_type',
      { notification_type: 'LOUD' },
      '(#100) Param notification_type must be one of {REGULAR, SILENT_PUSH, NO_PUSH}',
    ],
    ['an unknown persona', { persona_id: '7' }, '(#100) Invalid persona_id'],
    ['reply_to without mid', { reply_to: {} }, '(#100) The parameter reply_to[mid] is required'],
    [
      'thread_control of no kind',
      { thread_control: {} },
      '(#100) Param thread_control[control_type] must be one of {pass, release}',
    ],
    [
      'more than 30 attachments',
      { message: { attachments: times(31, { type: 'image', payload: PICTURE }) } },
      '(#105) param message[attachments] has too many elements.',
    ],
  ])('refuses %s', async (_, params, message) => {
    expect(await graph.send({ ...hello, ...params })).toEqual(refusal(message));
    expect(graph.simulator.transcriptOf(ADA)).toHaveLength(1);
  });

  it('refuses message and sender_action at once: 2018014', async () => {
    expect(await graph.send({ ...hello, sender_action: 'typing_on' })).toEqual(
      refusal('(#100) Cannot send both message and sender_action', { subcode: 2018014 }),
    );
  });

  it('takes every kind of it', async () => {
    const persona = { name: 'Bo', profile_picture_url: PICTURE.url };
    const made = await graph.post('me/personas', persona);
    const answer = await graph.send({
      ...choices([choice]),
      persona_id: textOf(made, 'id'),
      messaging_type: 'UPDATE',
      notification_type: 'NO_PUSH',
      reply_to: { mid: 'm_1' },
    });
    expect(answer).toEqual(ok({ recipient_id: ADA, message_id: newestMid() }));
  });

  it('shows several pictures in one message', async () => {
    await graph.send({ message: { attachments: times(2, { type: 'image', payload: PICTURE }) } });
    expect(graph.simulator.transcriptOf(ADA).at(-1)).toMatchObject({
      media: times(2, { type: 'image', source: PICTURE.url }),
    });
  });

  it.each(['typing_on', 'typing_off', 'mark_seen'])(
    'takes the sender action %s alone',
    async (action) => {
      expect(await graph.send({ sender_action: action })).toEqual(ok({ recipient_id: ADA }));
    },
  );

  it('reacts to a message, and takes it back', async () => {
    const payload = { message_id: 'm_1', reaction: 'love' };
    expect(await graph.send({ sender_action: 'react', payload })).toEqual(
      ok({ recipient_id: ADA }),
    );
    expect(await graph.send({ sender_action: 'react', payload: { message_id: 'm_1' } })).toEqual(
      refusal('(#100) The parameter payload[reaction] is required'),
    );
    expect(await graph.send({ sender_action: 'unreact', payload: {} })).toEqual(
      refusal('(#100) The parameter payload[message_id] is required'),
    );
  });

  it('passes the thread on after the message, in the same call', async () => {
    const inbox = '263902037430900';
    const control = { control_type: 'pass', app_id: inbox };
    expect((await graph.send({ ...hello, thread_control: control })).status).toBe(200);
    expect(graph.simulator.threadOwner(ADA)).toBe(inbox);
    await graph.simulator.giveThread(ADA, APP_ID);
    const release = { thread_control: { control_type: 'release' } };
    expect((await graph.send({ ...hello, ...release })).status).toBe(200);
    expect(graph.simulator.threadOwner(ADA)).toBeNull();
  });
});

describe('POST message_attachments', () => {
  it('keeps a file for 90 days, to be sent by its id', async () => {
    const upload = file({ ...PICTURE, is_reusable: true });
    const kept = await graph.post('me/message_attachments', upload);
    expect(kept).toEqual(ok({ attachment_id: expect.stringMatching(/^\d{16}$/) }));
    const id = textOf(kept, 'attachment_id');
    expect((await graph.send(file({ attachment_id: id }))).status).toBe(200);
    expect(graph.simulator.transcriptOf(ADA).at(-1)).toMatchObject({
      media: [{ type: 'image', source: id }],
    });
    expect(await graph.get(id)).toEqual(ok({ id }));
    expect(await graph.send(file({ attachment_id: id }, 'video'))).toEqual(
      refusal('(#100) The attachment is of the type image, not video', { subcode: 2018047 }),
    );
    nowMs += 90 * DAY_MS + HOUR_MS;
    await graph.simulator.say(ADA, 'hi');
    expect(await graph.send(file({ attachment_id: id }))).toEqual(
      refusal('(#100) Invalid attachment_id', { subcode: 2018074 }),
    );
  });

  it('happens with a send of something reusable as well', async () => {
    const { body } = await graph.send(file({ ...PICTURE, is_reusable: true }));
    expect(body).toEqual({
      recipient_id: ADA,
      message_id: newestMid(),
      attachment_id: expect.stringMatching(/^\d{16}$/),
    });
  });

  it('belongs to the page that uploaded it: 2018074 for others', async () => {
    const id = textOf(await graph.post('me/message_attachments', file(PICTURE)), 'attachment_id');
    await graph.simulator.say(ADA, 'hi', '2');
    const params = { recipient: { id: ADA }, ...file({ attachment_id: id }) };
    expect(await graph.post('me/messages?access_token=OTHER_TOKEN', params)).toEqual(
      refusal('(#100) Invalid attachment_id', { subcode: 2018074 }),
    );
  });

  it('needs an address', async () => {
    expect(await graph.post('me/message_attachments', {})).toEqual(
      refusal('(#100) The parameter message[attachment] is required'),
    );
    expect(await graph.post('me/message_attachments', file({}))).toEqual(
      refusal('(#100) The parameter message[attachment][payload][url] is required'),
    );
  });
});

describe('sends that go wrong on the side of Meta', () => {
  it('send-then-fail: code 1 after the message has arrived, echo included', async () => {
    await using echoing = await start({ echoes: true });
    await echoing.simulator.say(ADA, 'hi');
    echoing.simulator.faults.set('send-then-fail', '1357046', { times: 1 });
    expect(await echoing.send(buttons([postback]))).toEqual({
      ...refusal('Received Invalid JSON reply.', { code: 1, subcode: 1357046 }),
      status: 500,
    });
    expect(echoing.simulator.transcriptOf(ADA).at(-1)).toMatchObject({ text: 'Choose' });
    expect(echoing.simulator.deliveries().map(({ cause }) => cause)).toEqual(['person', 'page']);
    expect((await echoing.send(hello)).status).toBe(200);
  });

  it.each([
    ['send-error', 'unknown', 1, 99, 500],
    ['server-error', '500', 2, undefined, 500],
    ['send-error', 'app-limit', 4, undefined, 400],
    ['send-error', 'cannot-receive', 10, 2018108, 400],
    ['send-error', 'restricted', 10, 1893063, 400],
    ['send-error', 'privacy-rules', 10, 2018336, 400],
    ['app-not-live', 'on', 200, 2018028, 400],
    ['send-error', 'unavailable', 200, 1545041, 400],
    ['send-error', 'abusive', 368, undefined, 400],
    ['rate-limit', 'on', 613, undefined, 400],
    ['send-error', 'temporary', 1200, 2018024, 400],
  ] as const)('%s %s: %i/%s with status %i, and nothing is sent', async (...row) => {
    const [fault, value, code, sub, status] = row;
    graph.simulator.faults.change(fault, value);
    expect(await graph.send(hello)).toMatchObject({
      status,
      body: { error: { code, ...(sub !== undefined && { error_subcode: sub }) } },
    });
    expect(graph.simulator.transcriptOf(ADA)).toHaveLength(1);
    graph.simulator.faults.reset();
    expect((await graph.send(hello)).status).toBe(200);
  });

  it('are temporary in so many words with code 2', async () => {
    graph.simulator.faults.set('server-error', '500', { times: 1 });
    expect((await graph.send(hello)).body).toMatchObject({ error: { is_transient: true } });
  });

  it('have status 403 with 10, 200 and 230 where the option says so', async () => {
    await using strict = await start({ forbiddenStatus: 403 });
    expect((await strict.send(hello)).status).toBe(403);
    expect((await strict.post('me/messages', {})).status).toBe(400);
  });
});
