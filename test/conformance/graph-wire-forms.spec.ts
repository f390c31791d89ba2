import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type GraphAnswered, GraphCaller, refusal, textOf, TOKEN } from '../support/graph-calls.js';
import { ADA } from '../support/stand-in.js';

/*
 * The forms in which other client libraries write calls, as their published code does:
 * messaging-api-messenger 1.1.0, dist/MessengerClient.js (`/v12.0/`, batch at `/`, `filedata`), with facebook-batch 1.0.6;
 * fb-messenger-bot-api 4.4.0, lib/facebookMessagingApi.js (`/v2.12/me/messages`, JSON);
 * facebook-nodejs-business-sdk 24.0.1, src/api.js (`/v24.0/`, token in the query).
 */

let clockIsBroken = false;
let graph: GraphCaller;

beforeAll(async () => {
  graph = await GraphCaller.start({
    now: () => {
      if (clockIsBroken) throw new Error('the clock is broken');
      return Date.now();
    },
  });
  await graph.simulator.say(ADA, 'hi');
});

afterAll(() => graph.close());

/** At the root, where Graph is when the stand-in runs alone. */
async function call(path: string, init: RequestInit = {}): Promise<GraphAnswered> {
  const response = await fetch(`${graph.on.url}${path}`, init);
  return { status: response.status, body: await response.json() };
}

const recipient = { id: ADA };
const asJson = (params: object): RequestInit => ({
  method: 'POST',
  headers: { 'Content-Type': 'application/json' },
  body: JSON.stringify(params),
});
const hello = asJson({ recipient, message: { text: 'Hello' } });
const SENT = { recipient_id: ADA, message_id: expect.stringMatching(/^m_/) };

describe('Graph at the root', () => {
  it.each([
    '/me/messages',
    '/1/messages',
    '/v2.12/me/messages',
    '/v12.0/me/messages',
    '/v26.0/1/messages',
    '/graph/me/messages',
  ])('sends at %s', async (path) => {
    expect(await call(`${path}?access_token=${TOKEN}`, hello)).toEqual({ status: 200, body: SENT });
  });

  it.each([
    ['/me?fields=id', { id: '1' }],
    ['/1?fields=id', { id: '1' }],
    [`/${ADA}?fields=id`, { id: ADA }],
    ['/me/subscribed_apps?limit=1', { data: [expect.any(Object)], paging: expect.any(Object) }],
    ['/v26.0/me/personas', { data: [] }],
  ])('reads %s', async (path, body) => {
    const joint = path.includes('?') ? '&' : '?';
    expect(await call(`${path}${joint}access_token=${TOKEN}`)).toEqual({ status: 200, body });
  });

  it('answers paths without a version by that of the app’s settings', async () => {
    const { headers } = await fetch(`${graph.on.url}/me?access_token=${TOKEN}`);
    expect(headers.get('facebook-api-version')).toBe('v26.0');
  });

  it('knows debug_token', async () => {
    const answer = await call(`/debug_token?input_token=X&access_token=${TOKEN}`);
    expect(answer).toMatchObject({ body: { error: { code: 15 } } });
  });

  it('leaves the people and the records their own paths and answers', async () => {
    expect(await call('/people/9')).toMatchObject({
      status: 404,
      body: { error: 'SIMULATOR_UNKNOWN_PERSON' },
    });
    expect(await call('/people/9/praise', { method: 'POST' })).toMatchObject({
      status: 404,
      body: { statusCode: 404 },
    });
  });

  it.each(['/', '', '/v12.0', '/v12.0/', '/me', '/v26.0/me'])(
    'takes a batch at "%s"',
    async (path) => {
      const body = `recipient=${encodeURIComponent(JSON.stringify(recipient))}&message=${encodeURIComponent('{"text":"é&"}')}`;
      const batch = [
        { method: 'POST', relative_url: 'me/messages', body },
        { method: 'GET', relative_url: 'me?fields=id' },
      ];
      const init = asJson({ access_token: TOKEN, include_headers: false, batch });
      expect(await call(path, init)).toEqual({
        status: 200,
        body: [
          { code: 200, body: expect.stringContaining('"message_id":"m_') },
          { code: 200, body: '{"id":"1"}' },
        ],
      });
      expect(graph.simulator.transcriptOf(ADA).at(-1)).toMatchObject({ text: 'é&' });
    },
  );

  it('runs no batch inside a batch', async () => {
    const inner = JSON.stringify([{ method: 'GET', relative_url: 'me' }]);
    const call1 = {
      method: 'POST',
      relative_url: 'me',
      body: new URLSearchParams({ batch: inner }).toString(),
    };
    const { body } = await call('/', asJson({ access_token: TOKEN, batch: [call1] }));
    expect(body).toMatchObject([{ code: 400, body: expect.stringContaining('Unknown path') }]);
  });

  it('takes the token in a header, by either name', async () => {
    for (const scheme of ['Bearer', 'OAuth']) {
      const headers = { Authorization: `${scheme} ${TOKEN}` };
      expect((await call('/me', { headers })).status).toBe(200);
    }
  });
});

describe('multipart/form-data', () => {
  const form = (attachment: object, file: Blob | null, name = 'mug.png'): FormData => {
    const data = new FormData();
    data.append('recipient', JSON.stringify(recipient));
    data.append('message', JSON.stringify({ attachment }));
    if (file !== null) data.append('filedata', file, name);
    return data;
  };
  const picture = (size: number): Blob => new Blob([new Uint8Array(size)], { type: 'image/png' });
  const image = { type: 'image', payload: { is_reusable: true } };
  const post = (path: string, body: FormData): Promise<GraphAnswered> =>
    call(`${path}?access_token=${TOKEN}`, { method: 'POST', body });

  it('sends a file that comes with the call, and keeps it for later sends', async () => {
    const sent = await post('/v12.0/me/messages', form(image, picture(3000)));
    expect(sent).toEqual({
      status: 200,
      body: { ...SENT, attachment_id: expect.stringMatching(/^\d+$/) },
    });
    const media = [{ type: 'image', source: 'attachment:mug.png' }];
    expect(graph.simulator.transcriptOf(ADA).at(-1)).toMatchObject({ media });
    const again = { type: 'image', payload: { attachment_id: textOf(sent, 'attachment_id') } };
    expect((await graph.send({ message: { attachment: again } })).status).toBe(200);
  });

  it('uploads a file at message_attachments', async () => {
    expect(await post('/me/message_attachments', form(image, picture(1)))).toEqual({
      status: 200,
      body: { attachment_id: expect.stringMatching(/^\d+$/) },
    });
  });

  it('carries calls without a file, too', async () => {
    const data = new FormData();
    data.append('recipient', JSON.stringify(recipient));
    data.append('message', '{"text":"by form"}');
    expect((await post('/me/messages', data)).status).toBe(200);
    expect(graph.simulator.transcriptOf(ADA).at(-1)).toMatchObject({ text: 'by form' });
  });

  const MB = 1_048_576;
  const TOO_LARGE = refusal('(#100) The attachment is larger than Messenger takes', {
    subcode: 2_018_109,
  });

  it.each<[string, object, Blob | null, GraphAnswered]>([
    ['a picture above 8 MB', image, picture(8 * MB + 1), TOO_LARGE],
    ['any file above 25 MB', { type: 'file', payload: {} }, picture(25 * MB + 1), TOO_LARGE],
    [
      'a picture that says it is a video',
      { type: 'video', payload: {} },
      picture(10),
      refusal('(#100) The attachment is of the type image/png, not video', { subcode: 2_018_047 }),
    ],
    [
      'no file and no address',
      image,
      null,
      refusal('(#100) The parameter message[attachment][payload][url] is required'),
    ],
  ])('refuses %s', async (_, attachment, file, answer) => {
    expect(await post('/me/messages', form(attachment, file))).toEqual(answer);
  });

  it('takes 25 MB of another file, and not a second file', async () => {
    const data = form({ type: 'file', payload: {} }, picture(25 * MB), 'large.bin');
    expect((await post('/me/messages', data)).status).toBe(200);
    data.append('more', picture(1), 'more.png');
    expect(await post('/me/messages', data)).toMatchObject({
      status: 400,
      body: { error: { code: 100, message: expect.stringContaining('cannot be read') } },
    });
  });

  it('answers a broken form in Graph’s shape', async () => {
    const headers = { 'Content-Type': 'multipart/form-data; boundary=x' };
    const init = { method: 'POST', headers, body: '--x\r\nnonsense' };
    expect(await call(`/me/messages?access_token=${TOKEN}`, init)).toMatchObject({
      status: 400,
      body: { error: { code: 100, type: 'OAuthException', fbtrace_id: expect.any(String) } },
    });
  });
});

describe('what cannot be understood', () => {
  it.each([
    '/graph/%E0%A4%A/messages',
    '/v26.0/%E0%A4%A/messages',
    '/%E0%A4%A',
    '/graph/v26.0/me/%',
  ])('at %s is answered in Graph’s shape', async (path) => {
    const socket = connect(Number(new URL(graph.url).port), '127.0.0.1');
    socket.end(`GET /simulator${path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n`);
    const [head = '', body = ''] = (await text(socket)).split('\r\n\r\n', 2);
    expect(head).toMatch(/^HTTP\/1.1 400 /);
    expect(body).toContain(
      '{"error":{"message":"(#100) The path is not correctly percent-encoded","type":"OAuthException","code":100,"fbtrace_id":"A',
    );
  });

  it.each(['GET', 'POST', 'PUT', 'PATCH', 'DELETE'])('%s of nothing there is', async (method) => {
    expect(await call('/v26.0/me/nothing', { method })).toEqual(
      refusal('Unknown path components: /nothing', { code: 2500 }),
    );
  });

  it('has nothing at the root but batches, which a GET cannot start', async () => {
    const batch = JSON.stringify([{ method: 'POST', relative_url: 'me/personas' }]);
    expect(await call(`/?access_token=${TOKEN}&batch=${encodeURIComponent(batch)}`)).toEqual(
      refusal('Unsupported get request.', { code: 100, type: 'GraphMethodException' }),
    );
  });

  it('answers error 1 when the stand-in itself fails', async () => {
    clockIsBroken = true;
    try {
      const answer = await call(`/me/messages?access_token=${TOKEN}`, hello);
      const { body } = refusal('An unknown error has occurred.', { code: 1 });
      expect(answer).toEqual({ status: 500, body });
    } finally {
      clockIsBroken = false;
    }
  });
});
