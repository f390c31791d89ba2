import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { Logger } from '@nestjs/common';
import {
  type Call,
  GraphStub,
  MESSAGE,
  PAGE,
  PROOF,
  PSID,
  TOKEN,
  jsonAnswer,
  metaError,
} from '../../test/support/graph-stub.js';
import { type GraphError } from './graph.errors.js';

const TYPING: Call = {
  edge: 'messages',
  body: { recipient: { id: PSID }, sender_action: 'typing_on' },
};
const HANDOVER: Call = {
  edge: 'pass_thread_control',
  body: { recipient: { id: PSID }, target_app_id: '263902037430900' },
};
const PICTURE: Call = {
  edge: 'messages',
  body: {
    recipient: { id: PSID },
    message: { attachment: { type: 'image', payload: { url: 'https://example.com/a.png' } } },
  },
};

describe('GraphClient', () => {
  let stub: GraphStub;
  beforeEach(async () => {
    stub = await GraphStub.start();
  });
  afterEach(() => stub.close());

  it('G17: posts the reply with token and proof in the body, and returns the message id', async () => {
    stub.answer = jsonAnswer(200, { recipient_id: PSID, message_id: 'm_1' });
    expect(await stub.client().send(PAGE, MESSAGE)).toMatchObject({ messageId: 'm_1' });
    expect(stub.received).toEqual([
      {
        line: 'POST /v26.0/1234/messages',
        headers: expect.objectContaining({ 'content-type': 'application/json' }),
        body: { ...MESSAGE.body, access_token: TOKEN, appsecret_proof: PROOF },
      },
    ]);
    expect(JSON.stringify(stub.received[0]?.headers)).not.toContain(TOKEN);
  });

  it.each([
    ['a sender action', TYPING, { recipient_id: PSID }],
    ['a handover', HANDOVER, { success: true }],
    ['a handover in the words of older samples', HANDOVER, { success: 'true' }],
  ])('takes the answer to %s, which has no message id', async (_what, call, body) => {
    stub.answer = jsonAnswer(200, body);
    expect(await stub.client().send(PAGE, call)).toEqual({ messageId: null, brakes: [] });
    expect(stub.received[0]?.line).toBe(`POST /v26.0/1234/${call.edge}`);
  });

  it('keeps the connection for the next reply', async () => {
    const ports = new Set<number | undefined>();
    stub.answer = (response, request) => {
      ports.add(request.socket.remotePort);
      jsonAnswer(200, { message_id: 'm_1' })(response, request);
    };
    await stub.client().send(PAGE, MESSAGE);
    await stub.client().send(PAGE, MESSAGE);
    expect(ports.size).toBe(1);
  });

  it('G5: gives files the longer deadline', async () => {
    stub.answer = (response, request) =>
      setTimeout(() => jsonAnswer(200, { message_id: 'm_1' })(response, request), 150);
    expect(await stub.client({ deadlineMs: 50 }).send(PAGE, PICTURE)).toMatchObject({
      messageId: 'm_1',
    });
  });

  it('G18: asks nothing of Meta for a page without a token', async () => {
    await expect(stub.client().send('999', MESSAGE)).rejects.toMatchObject({
      verdict: 'token',
      httpStatus: null,
      message:
        'GRAPH_CALL_FAILED: POST /999/messages was not made: there is no token for page 999.\n' +
        '  Nothing was sent. Stop this page and put a token with pages_messaging into META_PAGE_TOKENS; check META_APP_SECRET too.',
    });
    expect(stub.received).toEqual([]);
  });

  it.each<[string, unknown]>([
    ['nothing', ''],
    ['no message id', { recipient_id: PSID }],
    ['an empty message id', { message_id: '' }],
    ['a message id that is no text', { message_id: 7 }],
    ['HTML', '<html>Sign in</html>'],
    ['truncated JSON', '{"recipient_id":"1","message_'],
    ['JSON that is no object', '["m_1"]'],
  ])('G2: does not believe a 200 with %s', async (_what, body) => {
    stub.answer = jsonAnswer(200, body);
    expect(await stub.failure()).toMatchObject({ verdict: 'unknown', httpStatus: 200 });
  });

  it('does not believe a message id beside status 500', async () => {
    stub.answer = jsonAnswer(500, { message_id: 'm_1' });
    expect(await stub.failure()).toMatchObject({ verdict: 'unknown', httpStatus: 500 });
  });

  it.each<[string, number, unknown, Record<string, string>, Partial<GraphError>]>([
    ['a dead token', 400, metaError(190, { error_subcode: 460 }), {}, { verdict: 'token' }],
    ['a blocked page', 400, metaError(551), {}, { verdict: 'user_gone', metaSubcode: null }],
    [
      'a closed window',
      400,
      metaError(10, { error_subcode: 2018278 }),
      {},
      { verdict: 'window_closed', metaCode: 10, metaSubcode: 2018278, fbtraceId: 'A1b' },
    ],
    [
      'too many calls',
      400,
      metaError(613),
      {
        'X-Business-Use-Case-Usage':
          '{"1234":[{"type":"messenger","estimated_time_to_regain_access":5}]}',
      },
      { verdict: 'retry', throttled: true, retryAfterMs: 300_000 },
    ],
    [
      'a failure after everything was sent',
      500,
      metaError(1, { error_subcode: 1357046 }),
      {},
      { verdict: 'unknown', throttled: false, retryAfterMs: null },
    ],
    [
      'a temporary failure',
      400,
      metaError(888, { is_transient: true }),
      {},
      { verdict: 'unknown' },
    ],
    ['a bad parameter', 400, metaError(100), {}, { verdict: 'bug', httpStatus: 400 }],
    ['an error with status 200', 200, metaError(190), {}, { verdict: 'token', httpStatus: 200 }],
    [
      'HTML from the edge',
      502,
      '<html>Bad Gateway</html>',
      {},
      { verdict: 'unknown', metaCode: null },
    ],
    [
      '429 without a body',
      429,
      '',
      { 'Retry-After': '7' },
      { throttled: true, retryAfterMs: 7_000 },
    ],
  ])('understands %s', async (_what, status, body, headers, facts) => {
    stub.answer = jsonAnswer(status, body, headers);
    expect(await stub.failure()).toMatchObject({ code: 'GRAPH_CALL_FAILED', ...facts });
  });

  it('says what Meta said and what to do, without what Meta repeats of the request', async () => {
    stub.answer = jsonAnswer(
      400,
      metaError(190, {
        message: `Malformed access token ${TOKEN} with ${PROOF} for ${PSID}`,
        error_subcode: 467,
        fbtrace_id: TOKEN,
      }),
    );
    const error = await stub.failure();
    expect(error.message).toBe(
      'GRAPH_CALL_FAILED: POST /1234/messages was answered with HTTP 400 and error 190/467: "Malformed access token [removed] with [removed] for [id]".\n' +
        '  Nothing was sent. Stop this page and put a token with pages_messaging into META_PAGE_TOKENS; check META_APP_SECRET too.',
    );
    expect(error.fbtraceId).toBe('[removed]');
  });

  it('G19: notices, once, that Meta answers by another version than it was asked for', async () => {
    const warn = jest.spyOn(Logger.prototype, 'warn').mockReturnValue(undefined);
    const answeredBy = async (version: string): Promise<unknown> => {
      stub.answer = jsonAnswer(200, { message_id: 'm_1' }, { 'facebook-api-version': version });
      await client.send(PAGE, MESSAGE);
      return client.versionMismatch;
    };
    const client = stub.client();
    expect(await answeredBy('v26.0')).toBeNull();
    expect(await answeredBy('v27.0')).toEqual({ asked: 'v26.0', answered: 'v27.0' });
    expect(await answeredBy('v27.0')).not.toBeNull();
    expect(warn).toHaveBeenCalledTimes(1);
    expect(await answeredBy('v26.0')).toBeNull();
    warn.mockRestore();
  });

  it('G10: takes another token for a page from the next call on', async () => {
    const client = stub.client();
    client.replaceToken(PAGE, 'tok-new');
    await client.send(PAGE, MESSAGE);
    expect(stub.received[0]?.body).toMatchObject({ access_token: 'tok-new' });
  });
});
