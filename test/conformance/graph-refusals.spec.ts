import { createHmac } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  APP_TOKEN,
  buttons,
  card,
  choice,
  choices,
  type GraphAnswered,
  GraphCaller,
  hello,
  postback,
  refusal,
  template,
  times,
} from '../support/graph-calls.js';
import { ADA, SECRET } from '../support/stand-in.js';

const STRANGER = '700000000000002';
const BLOCKER = '700000000000003';
const long = (length: number): string => 'x'.repeat(length);

let graph: GraphCaller;

beforeAll(async () => {
  graph = await GraphCaller.start({
    profile: {},
    longQuickReplyTitle: 'refuse',
    rateLimits: { profileCallsPerTenMinutes: 3 },
    pages: [
      { id: '1', token: 'PAGE_TOKEN' },
      { id: '2', token: 'OTHER_TOKEN' },
      { id: '3', token: 'MUTE_TOKEN', scopes: ['pages_manage_metadata'] },
      { id: '4', token: 'LAPSED_TOKEN' },
    ],
    people: [ADA, STRANGER, BLOCKER].map((psid) => ({ psid, name: psid })),
  });
  await graph.simulator.say(ADA, 'hi');
  await graph.simulator.say(BLOCKER, 'hi');
  graph.simulator.block(BLOCKER);
});

afterAll(() => graph.close());

interface Row {
  /** The first column of messenger-platform.md section 9.3. */
  readonly row: string;
  readonly call: () => Promise<GraphAnswered>;
  readonly message: string;
  readonly code?: number;
  readonly subcode?: number;
  readonly type?: string;
}

const sends =
  (params: object): Row['call'] =>
  () =>
    graph.send(params);
const posts =
  (path: string, params: object): Row['call'] =>
  () =>
    graph.post(path, params);

const MENU_NEEDS_GET_STARTED =
  '(#100) You must set a Get Started button if you also wish to use persistent menu';
const MENU = { persistent_menu: [{ locale: 'default', call_to_actions: [postback] }] };

const ROWS: readonly Row[] = [
  {
    row: 'payload > 1000',
    call: sends(card({ buttons: [{ ...postback, payload: long(1001) }] })),
    message:
      '(#100) Length of param [elements][0][buttons][0][payload] must be less than or equal to 1000',
  },
  {
    row: 'text > 2000',
    call: sends({ message: { text: long(2001) } }),
    message: '(#100) Length of param message[text] must be less than or equal to 2000',
  },
  {
    row: 'quick reply title > 20, where the option says refuse',
    call: sends(choices([choice, { ...choice, title: long(21) }])),
    message:
      '(#100) Length of param message[quick_replies][1][title] must be less than or equal to 20',
  },
  {
    row: '4th button',
    call: sends(buttons(times(4, postback))),
    message: '(#105) param name_placeholder[buttons] has too many elements.',
  },
  {
    row: 'zero buttons',
    call: sends(buttons([])),
    message: '(#100) param name_placeholder[buttons] must be non-empty.',
  },
  {
    row: 'zero buttons, in a card',
    call: sends(card({ buttons: [] })),
    message: '(#194) param name_placeholder[buttons] has too few elements.',
  },
  {
    row: 'empty payload',
    call: sends(buttons([{ ...postback, payload: '' }])),
    message: '(#100) Payload cannot be empty for postback type button',
    subcode: 2018040,
  },
  {
    row: 'empty title',
    call: sends(buttons([{ ...postback, title: '' }])),
    message: '(#100) Element button title cannot be empty.',
    subcode: 2018053,
  },
  {
    row: 'empty title: none at all',
    call: sends(buttons([{ type: 'postback', payload: 'BUY' }])),
    message:
      '(#100) Param name_placeholder[buttons][0][title] must be a non-empty UTF-8 encoded string',
  },
  {
    row: 'bad url',
    call: sends(buttons([{ type: 'web_url', title: 'Site', url: 'shop' }])),
    message: '(#100) name_placeholder[buttons][0][url] should represent a valid URL',
  },
  {
    row: 'empty url',
    call: sends(buttons([{ type: 'web_url', title: 'Site', url: '' }])),
    message: '(#100) Web url cannot be empty for url type button',
    subcode: 2018041,
  },
  {
    row: 'nothing to send',
    call: sends({ message: {} }),
    message: '(#100) Message cannot be empty, must provide valid attachment or text',
    subcode: 2018034,
  },
  {
    row: 'no text in button template',
    call: sends(buttons([postback], null)),
    message: '(#100) The parameter name_placeholder[text] is required',
  },
  {
    row: 'unknown template',
    call: sends(template({ template_type: 'list' })),
    message: '(#100) Invalid template type',
  },
  {
    row: 'unknown attachment',
    call: sends({ message: { attachment: { type: 'smell', payload: {} } } }),
    message: '(#100) The parameter message[attachment][type] is required',
  },
  {
    row: 'wrong PSID',
    call: posts('me/messages', { recipient: { id: '9' }, ...hello }),
    message: '(#100) No matching user found',
    subcode: 2018001,
  },
  {
    row: 'wrong PSID: a page',
    call: posts('me/messages', { recipient: { id: '2' }, ...hello }),
    message: '(#100) Parameter error: You cannot send messages to this id',
  },
  {
    row: 'outside window',
    call: posts('me/messages', { recipient: { id: STRANGER }, ...hello }),
    message:
      '(#10) This message is sent outside of allowed window. Learn more about the new policy here: https://developers.facebook.com/docs/messenger-platform/policy-overview',
    subcode: 2018278,
  },
  {
    row: 'blocked',
    call: posts('me/messages', { recipient: { id: BLOCKER }, ...hello }),
    message: "(#551) This person isn't available right now.",
    subcode: 1545041,
  },
  {
    row: 'menu first',
    call: posts('me/messenger_profile', MENU),
    message: MENU_NEEDS_GET_STARTED,
    subcode: 2018145,
  },
  {
    row: 'token: 190/460',
    call: () => {
      graph.simulator.revokeToken('4');
      return graph.post('me/messages?access_token=LAPSED_TOKEN', hello);
    },
    message:
      'Error validating access token: The session has been invalidated because the user changed their password or Facebook has changed the session for security reasons.',
    code: 190,
    subcode: 460,
  },
  {
    row: 'token: 190/463',
    call: () => {
      graph.simulator.revokeToken('4', 'expired');
      return graph.get('me?access_token=LAPSED_TOKEN');
    },
    message: 'Error validating access token: Session has expired.',
    code: 190,
    subcode: 463,
  },
  {
    row: 'token: none',
    call: posts('me/messages?access_token=', hello),
    message: 'An active access token must be used to query information about the current user.',
    code: 2500,
  },
  {
    row: 'permission',
    call: posts('me/messages?access_token=MUTE_TOKEN', hello),
    message: '(#230) Requires pages_messaging permission to manage the object',
  },
  {
    row: 'throttled (old)',
    call: async () => {
      const reads = times(3, 'me/messenger_profile?fields=greeting&access_token=OTHER_TOKEN');
      await Promise.all(reads.map((path) => graph.get(path)));
      return graph.get('me/messenger_profile?fields=greeting&access_token=OTHER_TOKEN');
    },
    message: '(#613) Calls to this api have exceeded the rate limit.',
  },
  {
    row: 'subscribe without fields',
    call: posts('me/subscribed_apps', {}),
    message: '(#100) The parameter subscribed_fields is required',
  },
  {
    row: 'appsecret_proof: wrong',
    call: posts(`me/messages?appsecret_proof=${long(64)}`, hello),
    message: 'Invalid appsecret_proof provided in the API argument',
    code: 100,
    type: 'GraphMethodException',
  },
  {
    row: 'appsecret_proof: older than 5 minutes',
    call: () => {
      const time = Math.floor(Date.now() / 1000) - 400;
      const proof = createHmac('sha256', SECRET).update(`PAGE_TOKEN|${time}`).digest('hex');
      return graph.send({ ...hello, appsecret_proof: proof, appsecret_time: time });
    },
    message: 'Invalid appsecret_proof provided in the API argument',
    code: 100,
    type: 'GraphMethodException',
  },
];

describe('Graph refuses in the words of section 9.3', () => {
  it.each(ROWS)('$row', async ({ call, message, ...more }) => {
    expect(await call()).toEqual(refusal(message, more));
    expect(graph.simulator.transcriptOf(ADA)).toHaveLength(1);
  });

  it('throttled: all calls of the page, with the minutes to wait', async () => {
    let nowMs = 1_800_000_000_000;
    await using few = await GraphCaller.start({ rateLimits: { callsPerDay: 2 }, now: () => nowMs });
    await few.get('me');
    nowMs += 3_600_000;
    await few.get('me');
    const moreInfo =
      'Wait a bit and try again. For more info, please refer to https://developers.facebook.com/docs/graph-api/overview/rate-limiting.';
    expect([await few.get('me'), await few.send(hello)]).toEqual([
      refusal(`(#80001) There have been too many calls to this Page account. ${moreInfo}`),
      refusal(`(#80006) There have been too many calls to this messenger account. ${moreInfo}`),
    ]);
    const { headers } = await fetch(`${few.url}/v26.0/me?access_token=PAGE_TOKEN`);
    expect(JSON.parse(headers.get('x-business-use-case-usage') ?? '')).toEqual({
      '1': [
        {
          type: 'messenger',
          call_count: 100,
          total_cputime: 0,
          total_time: 0,
          estimated_time_to_regain_access: 23 * 60,
        },
      ],
    });
    nowMs += 23 * 3_600_000;
    expect((await few.get('me')).status).toBe(200);
  });

  it('appsecret_proof: missing, where the app requires it; one with a time counts', async () => {
    await using strict = await GraphCaller.start({ requireAppsecretProof: true });
    const message = 'API calls from the server require an appsecret_proof argument';
    const type = 'GraphMethodException';
    expect(await strict.get('me')).toEqual(refusal(message, { code: 100, type }));
    expect(await strict.get(`debug_token?input_token=X&access_token=${APP_TOKEN}`)).toEqual(
      refusal(message, { code: 100, type }),
    );
    const time = Math.floor(Date.now() / 1000);
    const proof = createHmac('sha256', SECRET).update(`PAGE_TOKEN|${time}`).digest('hex');
    const path = `me?appsecret_proof=${proof}&appsecret_time=${time}`;
    expect((await strict.get(path)).status).toBe(200);
  });
});
