import { createHmac } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ADA, SECRET, startStandIn, type StandIn } from '../../../test/support/stand-in.js';

const recipient = { id: ADA };

let on: StandIn;
let nowMs = 1_800_000_000_000;

beforeAll(async () => {
  on = await startStandIn({ echoes: false, now: () => nowMs });
  await on.simulator.say(ADA, 'hi');
});

afterAll(() => on.app.close());

async function post(
  body: unknown,
  path = '/v26.0/me/messages?access_token=PAGE_TOKEN',
): Promise<{ status: number; body: unknown }> {
  const response = await fetch(`${on.url}/graph${path}`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: typeof body === 'string' ? body : JSON.stringify(body),
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

describe('the Send API', () => {
  it.each<[string, object, object]>([
    ['a text of 2000', message({ text: 'x'.repeat(2000) }), { text: 'x'.repeat(2000) }],
    [
      'a button',
      buttons([postback]),
      { text: 'Choose', buttons: [{ title: 'Buy', payload: 'BUY' }] },
    ],
    ['a card', card({ buttons: [postback] }), { cards: [{ title: 'Mug', subtitle: 'Blue' }] }],
    [
      'a picture',
      message({ attachment: { type: 'image', payload: { url: 'https://a.example/b.png' } } }),
      { media: [{ type: 'image', source: 'https://a.example/b.png' }] },
    ],
    ['a quick reply', replies([reply]), { quickReplies: [{ title: 'Yes', payload: 'YES' }] }],
    [
      'a quick reply title above 20, which it cuts',
      replies([{ ...reply, title: 'x'.repeat(21) }]),
      { quickReplies: [{ title: `${'x'.repeat(19)}…` }] },
    ],
    [
      'an empty quick reply payload beside an image',
      replies([{ ...reply, payload: '', image_url: 'https://a.example/i.png' }]),
      { quickReplies: [{ payload: '', imageUrl: 'https://a.example/i.png' }] },
    ],
    [
      'a template it does not draw',
      template({ template_type: 'product', elements: [{ id: '1' }] }),
      { template: 'product' },
    ],
  ])('accepts %s and shows it', async (_, body, shown) => {
    const { status, body: answer } = await post(body);
    const bubble = on.simulator.transcriptOf(ADA).at(-1);
    expect(bubble).toMatchObject({ kind: 'message', ...shown });
    expect({ status, answer }).toEqual({
      status: 200,
      answer: { recipient_id: ADA, message_id: bubble?.kind === 'message' && bubble.mid },
    });
  });

  it('answers a sender action without a message id', async () => {
    expect(await post({ recipient, sender_action: 'typing_on' })).toEqual({
      status: 200,
      body: { recipient_id: ADA },
    });
  });

  it('takes a form whose fields hold JSON', async () => {
    const form = new URLSearchParams({
      access_token: 'PAGE_TOKEN',
      recipient: JSON.stringify(recipient),
      message: JSON.stringify({ text: 'by form', metadata: '{"id":1}' }),
    });
    const response = await fetch(`${on.url}/graph/v26.0/1/messages`, {
      method: 'POST',
      body: form,
    });
    expect(response.status).toBe(200);
    expect(on.simulator.sent().at(-1)).toMatchObject({
      method: 'POST',
      path: '/v26.0/1/messages',
      body: { recipient, message: { text: 'by form', metadata: '{"id":1}' } },
    });
    expect(JSON.stringify(on.simulator.sent())).not.toContain('PAGE_TOKEN');
  });

  it('closes its window 24 hours after the last act, seven days for answers of people', async () => {
    nowMs += 24 * 3_600_000 + 1;
    expect(await post(message({ text: 'a' }))).toMatchObject({ body: { error: { code: 10 } } });
    const human = { messaging_type: 'MESSAGE_TAG', tag: 'HUMAN_AGENT', ...message({ text: 'a' }) };
    expect(await post(human)).toMatchObject({ status: 200 });
    await on.simulator.say(ADA, 'hi again');
    expect(await post(message({ text: 'a' }))).toMatchObject({ status: 200 });
  });

  it('refuses a withdrawn message tag', async () => {
    const body = { tag: 'ACCOUNT_UPDATE', ...message({ text: 'a' }) };
    expect(await post(body)).toMatchObject({ body: { error: { code: 100 } } });
  });
});

describe('access to Graph', () => {
  const hello = message({ text: 'a' });
  const proof = createHmac('sha256', SECRET).update('PAGE_TOKEN').digest('hex');
  const NO_TOKEN =
    'An active access token must be used to query information about the current user.';
  const BAD_TOKEN = 'Invalid OAuth access token - Cannot parse access token';
  const BAD_PROOF = 'Invalid appsecret_proof provided in the API argument';

  it.each([
    ['no token', '/v26.0/me/messages', 2500, NO_TOKEN],
    ['a wrong token', '/v26.0/me/messages?access_token=X', 190, BAD_TOKEN],
    [
      'a wrong proof',
      `/v26.0/me/messages?access_token=OTHER_TOKEN&appsecret_proof=${proof}`,
      100,
      BAD_PROOF,
    ],
    [
      'an unknown edge',
      '/v26.0/me/message?access_token=PAGE_TOKEN',
      2500,
      'Unknown path components: /message',
    ],
    [
      'a version that does not exist',
      '/v27.0/me/messages?access_token=PAGE_TOKEN',
      2500,
      'Unknown path components: /messages',
    ],
  ])('is refused with %s', async (_, path, code, text) => {
    expect(await post(hello, path)).toMatchObject({
      status: 400,
      body: { error: { code, message: text } },
    });
  });

  it("is refused with another page's token", async () => {
    expect(await post(hello, '/v26.0/1/messages?access_token=OTHER_TOKEN')).toMatchObject({
      body: { error: { type: 'GraphMethodException', code: 100, error_subcode: 33 } },
    });
  });

  it('is granted with a token in the body or the Bearer header, and with the right proof', async () => {
    const path = '/v26.0/me/messages';
    const inBody = { ...hello, access_token: 'PAGE_TOKEN', appsecret_proof: proof };
    expect(await post(inBody, path)).toMatchObject({ status: 200 });
    const response = await fetch(`${on.url}/graph${path}`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', Authorization: 'Bearer PAGE_TOKEN' },
      body: JSON.stringify(hello),
    });
    expect(response.status).toBe(200);
  });

  it('answers a body that is no JSON in the shape of Graph', async () => {
    expect(await post('{"recipient":')).toMatchObject({
      status: 400,
      body: { error: { code: 100, message: '(#100) The parameter recipient is required' } },
    });
  });

  it('demands a proof, and refuses long quick reply titles, where the options say so', async () => {
    const strict = await startStandIn({
      requireAppsecretProof: true,
      longQuickReplyTitle: 'refuse',
    });
    const calls = strict.simulator;
    await calls.say(ADA, 'hi');
    const call = { method: 'POST', path: '/v26.0/me/messages', authorization: undefined };
    const access = { access_token: 'PAGE_TOKEN' };
    const refused = await calls.graph({ ...call, query: access, body: hello });
    expect(refused.body).toMatchObject({
      error: {
        message: 'API calls from the server require an appsecret_proof argument',
        type: 'GraphMethodException',
        code: 100,
      },
    });
    const query = { ...access, appsecret_proof: proof };
    const body = replies([reply, { ...reply, title: 'x'.repeat(21) }]);
    const long = await calls.graph({ ...call, query, body });
    expect(long.body).toMatchObject({
      error: {
        message:
          '(#100) Length of param message[quick_replies][1][title] must be less than or equal to 20',
      },
    });
    await strict.app.close();
  });
});

describe('pass_thread_control', () => {
  const path = '/v26.0/me/pass_thread_control?access_token=PAGE_TOKEN';

  it('succeeds and shows in the chat', async () => {
    const body = { recipient, target_app_id: 263902037430900, metadata: 'help' };
    expect(await post(body, path)).toEqual({ status: 200, body: { success: true } });
    expect(on.simulator.transcriptOf(ADA).at(-1)).toMatchObject({
      kind: 'thread_control',
      action: 'passed to app 263902037430900',
    });
  });

  it('needs the app that takes over', async () => {
    expect(await post({ recipient }, path)).toMatchObject({
      body: { error: { message: '(#100) The parameter target_app_id is required' } },
    });
  });
});
