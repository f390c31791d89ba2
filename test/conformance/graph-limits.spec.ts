import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  buttons,
  card,
  choice,
  choices,
  GraphCaller,
  postback,
  refusal,
  template,
  times,
} from '../support/graph-calls.js';
import { ADA } from '../support/stand-in.js';

const long = (length: number): string => 'x'.repeat(length);
const lengthOf = (parameter: string, limit: number): string =>
  `(#100) Length of param ${parameter} must be less than or equal to ${limit}`;
const tooMany = (parameter: string): string => `(#105) param ${parameter} has too many elements.`;

let graph: GraphCaller;

beforeAll(async () => {
  graph = await GraphCaller.start();
  await graph.simulator.say(ADA, 'hi');
});

afterAll(() => graph.close());

interface Limit {
  readonly what: string;
  readonly limit: number;
  /** A message with so many of it. */
  readonly send: (count: number) => object;
  readonly message: string;
}

/** Messenger-platform.md section 5.2: the largest that is taken, and what is said of one more. */
const LIMITS: readonly Limit[] = [
  {
    what: 'characters of text',
    limit: 2000,
    send: (count) => ({ message: { text: long(count) } }),
    message: lengthOf('message[text]', 2000),
  },
  {
    what: 'characters of metadata',
    limit: 1000,
    send: (count) => ({ message: { text: 'a', metadata: long(count) } }),
    message: lengthOf('message[metadata]', 1000),
  },
  {
    what: 'quick replies',
    limit: 13,
    send: (count) => choices(times(count, choice)),
    message: tooMany('message[quick_replies]'),
  },
  {
    what: 'characters of a quick reply payload',
    limit: 1000,
    send: (count) => choices([choice, { ...choice, payload: long(count) }]),
    message: lengthOf('message[quick_replies][1][payload]', 1000),
  },
  {
    what: 'buttons',
    limit: 3,
    send: (count) => buttons(times(count, postback)),
    message: tooMany('name_placeholder[buttons]'),
  },
  {
    what: 'buttons of a card',
    limit: 3,
    send: (count) => card({ buttons: times(count, postback) }),
    message: tooMany('name_placeholder[buttons]'),
  },
  {
    what: 'characters of a button title',
    limit: 20,
    send: (count) => buttons([{ ...postback, title: long(count) }]),
    message: lengthOf('[buttons][0][title]', 20),
  },
  {
    what: 'characters of a payload',
    limit: 1000,
    send: (count) => buttons([{ ...postback, payload: long(count) }]),
    message: lengthOf('[buttons][0][payload]', 1000),
  },
  {
    what: 'characters in a button template',
    limit: 640,
    send: (count) => buttons([postback], long(count)),
    message: lengthOf('name_placeholder[text]', 640),
  },
  {
    what: 'cards',
    limit: 10,
    send: (count) =>
      template({ template_type: 'generic', elements: times(count, { title: 'a', subtitle: 'b' }) }),
    message: tooMany('name_placeholder[elements]'),
  },
  {
    what: 'characters of a card title',
    limit: 80,
    send: (count) => card({ title: long(count) }),
    message: lengthOf('[elements][0][title]', 80),
  },
  {
    what: 'characters of a card subtitle',
    limit: 80,
    send: (count) => card({ subtitle: long(count) }),
    message: lengthOf('[elements][0][subtitle]', 80),
  },
  {
    what: 'elements of a media template',
    limit: 1,
    send: (count) =>
      template({
        template_type: 'media',
        elements: times(count, { media_type: 'image', url: 'https://facebook.com/p/1' }),
      }),
    message: tooMany('name_placeholder[elements]'),
  },
];

describe('the limits of section 5.2', () => {
  it.each(LIMITS)('takes $limit $what', async ({ limit, send }) => {
    expect((await graph.send(send(limit))).status).toBe(200);
  });

  it.each(LIMITS)(
    'refuses $limit + 1 $what, and shows nothing',
    async ({ limit, send, message }) => {
      const before = graph.simulator.transcriptOf(ADA).length;
      expect(await graph.send(send(limit + 1))).toEqual(refusal(message));
      expect(graph.simulator.transcriptOf(ADA)).toHaveLength(before);
    },
  );

  it.each<[string, object, string]>([
    [
      'zero cards',
      template({ template_type: 'generic', elements: [] }),
      '(#194) param name_placeholder[elements] has too few elements.',
    ],
    [
      'a card with nothing but a title',
      card({ subtitle: undefined }),
      '(#100) Param [elements][0] needs subtitle, image_url, default_action or buttons beside its title',
    ],
    [
      'a quick reply without payload',
      choices([{ ...choice, payload: '' }]),
      '(#100) Param message[quick_replies][0][payload] must be a non-empty UTF-8 encoded string',
    ],
    [
      'a phone number without a country',
      buttons([{ type: 'phone_number', title: 'Call', payload: '0123' }]),
      '(#100) Param name_placeholder[buttons][0][payload] must be a phone number',
    ],
  ])('refuses %s', async (_, params, message) => {
    expect(await graph.send(params)).toEqual(refusal(message));
  });

  it('refuses quick replies below nothing', async () => {
    expect(await graph.send({ message: { quick_replies: [choice] } })).toEqual(
      refusal('(#100) Message cannot be empty, must provide valid attachment or text', {
        subcode: 2018034,
      }),
    );
  });

  it('wants to know to whom', async () => {
    expect(await graph.post('me/messages', { message: { text: 'a' } })).toEqual(
      refusal('(#100) The parameter recipient is required'),
    );
  });
});

describe('a character outside the Basic Multilingual Plane', () => {
  const party = (length: number): string => '🎉'.repeat(length);
  const status = async (caller: GraphCaller, params: object): Promise<number> =>
    (await caller.send(params)).status;

  it('counts as two by default', async () => {
    expect(await status(graph, { message: { text: party(1000) } })).toBe(200);
    expect(await status(graph, { message: { text: party(1001) } })).toBe(400);
  });

  it('counts as one where the option says code points, in every limit', async () => {
    await using points = await GraphCaller.start({ characters: 'codePoints' });
    await points.simulator.say(ADA, 'hi');
    expect(await status(points, { message: { text: party(2000) } })).toBe(200);
    expect(await points.send({ message: { text: party(2001) } })).toEqual(
      refusal(lengthOf('message[text]', 2000)),
    );
    expect(await status(points, buttons([{ ...postback, title: party(20) }]))).toBe(200);
    expect(await status(points, buttons([{ ...postback, title: party(21) }]))).toBe(400);
    await points.send(choices([{ ...choice, title: party(21) }]));
    expect(points.simulator.transcriptOf(ADA).at(-1)).toMatchObject({
      quickReplies: [{ title: `${party(19)}…` }],
    });
    const greeting = [{ locale: 'default', text: party(160) }];
    expect((await points.post('me/messenger_profile', { greeting })).status).toBe(200);
  });
});
