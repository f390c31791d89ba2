import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ADA, startStandIn, type StandIn } from '../../../test/support/stand-in.js';

const STRANGER = '700000000000002';
const BLOCKER = '700000000000003';
const recipient = { id: ADA };

let on: StandIn;

beforeAll(async () => {
  on = await startStandIn({
    echoes: false,
    people: [ADA, STRANGER, BLOCKER].map((psid) => ({ psid, name: psid })),
  });
  await on.simulator.say(ADA, 'hi');
  await on.simulator.say(BLOCKER, 'hi');
  on.simulator.block(BLOCKER);
});

afterAll(() => on.app.close());

async function send(body: object): Promise<object> {
  const response = await fetch(`${on.url}/graph/v26.0/me/messages?access_token=PAGE_TOKEN`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify(body),
  });
  return { status: response.status, body: await response.json() };
}

const postback = { type: 'postback', title: 'Buy', payload: 'BUY' };
const reply = { content_type: 'text', title: 'Yes', payload: 'YES' };
const message = (fields: object): object => ({ recipient, message: fields });
const template = (payload: object): object =>
  message({ attachment: { type: 'template', payload } });
const buttons = (list: readonly object[], text = 'Choose'): object =>
  template({ template_type: 'button', text, buttons: list });
const card = (fields: object): object =>
  template({
    template_type: 'generic',
    elements: [{ title: 'Mug', subtitle: 'Blue', ...fields }],
  });
const replies = (list: readonly object[]): object => message({ text: 'a', quick_replies: list });

function times(count: number, value: object): readonly object[] {
  return Array.from({ length: count }, () => value);
}

/** The code is the number that Meta puts before its text. */
function refusal(text: string, subcode?: number): object {
  const code = Number(/\d+/.exec(text)?.[0]);
  const sub = subcode === undefined ? {} : { error_subcode: subcode };
  const fbtrace_id: unknown = expect.stringMatching(/^A[\w-]+$/);
  const error = { message: text, type: 'OAuthException', code, ...sub, fbtrace_id };
  return { status: 400, body: { error } };
}

describe('the Send API', () => {
  // What Meta says, word for word: messenger-platform.md sections 5.2 and 9.3.
  it.each<[string, object, string]>([
    [
      'a payload above 1000 in a card',
      card({ buttons: [{ ...postback, payload: 'x'.repeat(1001) }] }),
      '(#100) Length of param [elements][0][buttons][0][payload] must be less than or equal to 1000',
    ],
    [
      'a payload above 1000 in a button template',
      buttons([{ ...postback, payload: 'x'.repeat(1001) }]),
      '(#100) Length of param [buttons][0][payload] must be less than or equal to 1000',
    ],
    [
      'a text above 2000',
      message({ text: 'x'.repeat(2001) }),
      '(#100) Length of param message[text] must be less than or equal to 2000',
    ],
    [
      'metadata above 1000',
      message({ text: 'a', metadata: 'x'.repeat(1001) }),
      '(#100) Length of param message[metadata] must be less than or equal to 1000',
    ],
    [
      'a button title above 20',
      buttons([{ ...postback, title: 'x'.repeat(21) }]),
      '(#100) Length of param [buttons][0][title] must be less than or equal to 20',
    ],
    [
      'a card title above 80',
      card({ title: 'x'.repeat(81) }),
      '(#100) Length of param [elements][0][title] must be less than or equal to 80',
    ],
    [
      'a quick reply payload above 1000',
      replies([reply, { ...reply, payload: 'x'.repeat(1001) }]),
      '(#100) Length of param message[quick_replies][1][payload] must be less than or equal to 1000',
    ],
    [
      'a 14th quick reply',
      replies(times(14, reply)),
      '(#105) param message[quick_replies] has too many elements.',
    ],
    [
      'a 4th button',
      buttons(times(4, postback)),
      '(#105) param name_placeholder[buttons] has too many elements.',
    ],
    ['zero buttons', buttons([]), '(#100) param name_placeholder[buttons] must be non-empty.'],
    [
      'an 11th card',
      template({
        template_type: 'generic',
        elements: times(11, { title: 'a', subtitle: 'b' }),
      }),
      '(#105) param name_placeholder[elements] has too many elements.',
    ],
    [
      'zero cards',
      template({ template_type: 'generic', elements: [] }),
      '(#194) param name_placeholder[elements] has too few elements.',
    ],
    [
      'no title',
      buttons([{ type: 'postback', payload: 'A' }]),
      '(#100) Param name_placeholder[buttons][0][title] must be a non-empty UTF-8 encoded string',
    ],
    [
      'a bad url',
      buttons([{ type: 'web_url', title: 'Site', url: 'shop' }]),
      '(#100) name_placeholder[buttons][0][url] should represent a valid URL',
    ],
    [
      'no text in a button template',
      buttons([postback], ''),
      '(#100) The parameter name_placeholder[text] is required',
    ],
    [
      'a text above 640 in a button template',
      buttons([postback], 'x'.repeat(641)),
      '(#100) Length of param name_placeholder[text] must be less than or equal to 640',
    ],
    ['an unknown template', template({ template_type: 'list' }), '(#100) Invalid template type'],
    [
      'an attachment without type',
      message({ attachment: { payload: {} } }),
      '(#100) The parameter message[attachment][type] is required',
    ],
    ['no recipient', { message: { text: 'a' } }, '(#100) The parameter recipient is required'],
    [
      'an empty recipient',
      { recipient: {}, message: { text: 'a' } },
      '(#100) param recipient must be non-empty.',
    ],
    [
      'a page as recipient',
      { recipient: { id: '2' }, message: { text: 'a' } },
      '(#100) Parameter error: You cannot send messages to this id',
    ],
  ])('refuses %s and shows nothing', async (_, body, text) => {
    expect(await send(body)).toEqual(refusal(text));
    expect(on.simulator.transcriptOf(ADA)).toHaveLength(1);
  });

  it.each<[string, object, string, number]>([
    [
      'an empty payload',
      buttons([{ ...postback, payload: '' }]),
      '(#100) Payload cannot be empty for postback type button',
      2018040,
    ],
    [
      'an empty title',
      buttons([{ ...postback, title: '' }]),
      '(#100) Element button title cannot be empty.',
      2018053,
    ],
    [
      'an empty url',
      buttons([{ type: 'web_url', title: 'Site', url: '' }]),
      '(#100) Web url cannot be empty for url type button',
      2018041,
    ],
    [
      'nothing to send',
      { recipient },
      '(#100) Message cannot be empty, must provide valid attachment or text',
      2018034,
    ],
    [
      'an empty message',
      message({}),
      '(#100) Message cannot be empty, must provide valid attachment or text',
      2018034,
    ],
    [
      'quick replies without text',
      message({ quick_replies: [reply] }),
      '(#100) Message cannot be empty, must provide valid attachment or text',
      2018034,
    ],
    [
      'an unknown person',
      { recipient: { id: '9' }, message: { text: 'a' } },
      '(#100) No matching user found',
      2018001,
    ],
    [
      'a message and a sender action at once',
      { recipient, message: { text: 'a' }, sender_action: 'typing_on' },
      '(#100) Cannot send both message and sender_action',
      2018014,
    ],
    [
      'a person who never wrote',
      { recipient: { id: STRANGER }, message: { text: 'a' } },
      '(#10) This message is sent outside of allowed window. Learn more about the new policy here: https://developers.facebook.com/docs/messenger-platform/policy-overview',
      2018278,
    ],
    [
      'a person who blocked the page',
      { recipient: { id: BLOCKER }, message: { text: 'a' } },
      "(#551) This person isn't available right now.",
      1545041,
    ],
  ])('refuses %s and shows nothing', async (_, body, text, subcode) => {
    expect(await send(body)).toEqual(refusal(text, subcode));
    expect(on.simulator.transcriptOf(ADA)).toHaveLength(1);
  });
});
