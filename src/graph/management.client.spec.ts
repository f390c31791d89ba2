import { createHmac } from 'node:crypto';
import { inspect } from 'node:util';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import {
  APP_ID,
  GraphStub,
  jsonAnswer,
  metaError,
  PAGE,
  PROOF,
  SECRET,
  TOKEN,
} from '../../test/support/graph-stub.js';

const APP_TOKEN = `${APP_ID}|${SECRET}`;

describe('ManagementClient', () => {
  let stub: GraphStub;

  beforeEach(async () => {
    stub = await GraphStub.start();
  });

  afterEach(() => stub.close());

  it('G17: brings the token in the header of a GET, and in the body of a POST', async () => {
    stub.answer = jsonAnswer(200, { data: [{ id: APP_ID, subscribed_fields: ['messages'] }] });
    const { subscriptions } = stub.management();
    await subscriptions.readPage(PAGE);
    await subscriptions.writePage(PAGE, ['messages']);
    expect(stub.received).toEqual([
      {
        line: `GET /v26.0/${PAGE}/subscribed_apps?appsecret_proof=${PROOF}`,
        headers: expect.objectContaining({ authorization: `Bearer ${TOKEN}` }),
        body: null,
      },
      {
        line: `POST /v26.0/${PAGE}/subscribed_apps`,
        headers: expect.not.objectContaining({ authorization: expect.anything() }),
        body: { subscribed_fields: 'messages', access_token: TOKEN, appsecret_proof: PROOF },
      },
    ]);
  });

  it('G17: asks about a token in the body of a batch, and reads what the batch says of it', async () => {
    const inner = { code: 200, headers: [], body: JSON.stringify({ data: { is_valid: true } }) };
    stub.answer = jsonAnswer(200, [inner]);
    expect(await stub.management().inspection.readToken(PAGE)).toMatchObject({ isValid: true });
    expect(stub.received).toEqual([
      {
        line: 'POST /v26.0',
        headers: expect.anything(),
        body: {
          batch: [{ method: 'GET', relative_url: `debug_token?input_token=${TOKEN}` }],
          access_token: APP_TOKEN,
          appsecret_proof: expect.any(String),
        },
      },
    ]);
  });

  it.each([
    ['a call of a batch', 200, [{ code: 400, body: JSON.stringify(metaError(190)) }]],
    ['a batch as a whole', 400, metaError(190)],
  ])('tells by what %s was refused', async (_, status, body) => {
    stub.answer = jsonAnswer(status, body);
    await expect(stub.management().inspection.readToken(PAGE)).rejects.toMatchObject({
      verdict: 'token',
      metaCode: 190,
    });
  });

  it("calls for the app with the app's own token", async () => {
    stub.answer = jsonAnswer(200, { data: [] });
    await stub.management().subscriptions.readApp();
    const proof = createHmac('sha256', SECRET).update(APP_TOKEN).digest('hex');
    expect(stub.received[0]).toMatchObject({
      line: `GET /v26.0/${APP_ID}/subscriptions?appsecret_proof=${proof}`,
      headers: { authorization: `Bearer ${APP_TOKEN}` },
    });
  });

  it("tells what Meta's clock says", async () => {
    stub.answer = jsonAnswer(200, { id: PAGE }, { Date: 'Sun, 29 Nov 2026 05:00:00 GMT' });
    expect(await stub.management().inspection.readPage(PAGE)).toEqual({
      id: PAGE,
      serverTimeMs: Date.parse('2026-11-29T05:00:00Z'),
      readAtMs: expect.any(Number),
    });
  });

  it.each([
    ['a page without a token', { tokens: new Map() }, `there is no token for page ${PAGE}`],
    ['an app without an id', { appId: undefined }, 'META_APP_ID is not set'],
  ])('asks nothing of Meta for %s', async (_, settings, why) => {
    const { client } = stub.management(settings);
    const call = { method: 'GET', path: 'x' } as const;
    const made = async () => {
      await client.ofApp(call);
      await client.ofPage(PAGE, call);
    };
    await expect(made()).rejects.toMatchObject({
      verdict: 'token',
      message: expect.stringContaining(`GET /x was not made: ${why}.`),
    });
    expect(stub.received.filter(({ body }) => JSON.stringify(body).includes(TOKEN))).toEqual([]);
  });

  it('says what Meta said and what to do, without a secret that Meta repeats', async () => {
    const verifyToken = 'a verify token of ours';
    const message = `not with ${APP_TOKEN} and ${verifyToken}`;
    stub.answer = jsonAnswer(400, metaError(100, { message }));
    const error: unknown = await stub
      .management()
      .subscriptions.writeApp({ callbackUrl: 'https://example.com', fields: [], verifyToken })
      .catch((reason: unknown) => reason);
    expect(error).toMatchObject({
      verdict: 'bug',
      message:
        `GRAPH_CALL_FAILED: POST /${APP_ID}/subscriptions was answered with HTTP 400 and error 100: "not with [removed] and [removed]".\n` +
        '  Nothing was changed: Meta does not take this call as it stands.',
    });
    const shown = inspect(error, { depth: null, showHidden: true });
    for (const secret of [APP_TOKEN, SECRET, verifyToken]) expect(shown).not.toContain(secret);
  });

  it('never doubts that a question changed nothing', async () => {
    stub.answer = jsonAnswer(503, metaError(2));
    const { profile } = stub.management();
    await expect(profile.read(PAGE, ['greeting'])).rejects.toMatchObject({
      verdict: 'unknown',
      message: expect.stringMatching(/\n  Nothing was changed\. Try again later\.$/),
    });
    await expect(profile.remove(PAGE, ['greeting'])).rejects.toMatchObject({
      verdict: 'unknown',
      message: expect.stringContaining('Nobody knows whether it was carried out'),
    });
  });

  it.each([
    ['HTML', 200, '<html>'],
    ['a list', 200, []],
    ['an error with status 200', 200, metaError(2)],
  ])('takes %s for no answer', async (_, status, body) => {
    stub.answer = jsonAnswer(status, body);
    await expect(stub.management().subscriptions.readPage(PAGE)).rejects.toMatchObject({
      code: 'GRAPH_CALL_FAILED',
      verdict: 'unknown',
    });
  });
});
