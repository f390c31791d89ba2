import { createHmac } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { type AddressInfo, connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { TAPPED_AT } from '../../test/support/wire-samples.js';
import { Injectable, Module } from '@nestjs/common';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { Test } from '@nestjs/testing';
import { ConfigModule, loadEnvironment } from '../config/index.js';
import {
  IGNORED,
  Inbox,
  InboxConsumer,
  InboxModule,
  type Outcome,
  ReplySink,
} from '../inbox/index.js';
import type { MessengerEvent } from '../messaging/index.js';
import { Store, StoreModule } from '../store/index.js';
import { WebhookModule } from './webhook.module.js';

const SECRET = '0f1e2d3c4b5a69788796a5b4c3d2e1f0';
const VERIFY_TOKEN = 'a-long-and-random-verify-token';
const TAP = {
  object: 'page',
  entry: [
    {
      id: '1',
      time: 1,
      messaging: [
        {
          sender: { id: '2' },
          recipient: { id: '1' },
          timestamp: TAPPED_AT,
          postback: { title: 'Help', payload: 'HELP' },
        },
      ],
    },
  ],
};

@Injectable()
class Seen extends InboxConsumer {
  readonly events: MessengerEvent[] = [];

  override consume(event: MessengerEvent): Promise<Outcome> {
    this.events.push(event);
    return Promise.resolve(IGNORED);
  }
}

@Injectable()
class NoReplies extends ReplySink {
  override accept(): Promise<void> {
    return Promise.resolve();
  }

  override notice(): Promise<void> {
    return Promise.resolve();
  }

  override wake(): void {}
}

@Module({ providers: [Seen, NoReplies], exports: [Seen, NoReplies] })
class Ends {}

type Tables = {
  inbox_events: { key: string };
  inbox_quarantine: { reason: string; body: Uint8Array };
};

describe('the webhook', () => {
  let folder: string;
  let app: NestExpressApplication;
  let url: string;

  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'tapline-webhook-'));
    const environment = loadEnvironment({
      STORE_URL: `sqlite:${join(folder, 'webhook.db')}`,
    });
    const inbox = InboxModule.forRoot({ imports: [Ends], consumers: [Seen], replySink: NoReplies });
    const testing = await Test.createTestingModule({
      imports: [
        ConfigModule.forRoot(environment),
        StoreModule,
        inbox,
        WebhookModule.forRoot({ inbox, appSecrets: [SECRET], verifyToken: VERIFY_TOKEN }),
      ],
    }).compile();
    app = testing.createNestApplication<NestExpressApplication>({
      bodyParser: false,
      logger: false,
    });
    await app.listen(0, '127.0.0.1');
    url = `http://127.0.0.1:${(app.getHttpServer().address() as AddressInfo).port}/webhook`;
  });

  afterEach(async () => {
    await app.close();
    rmSync(folder, { recursive: true, force: true });
  });

  const signature = (body: Uint8Array): string =>
    `sha256=${createHmac('sha256', SECRET).update(body).digest('hex')}`;

  function post(body: Uint8Array, headers: Record<string, string> = {}): Promise<Response> {
    return fetch(url, {
      method: 'POST',
      body: new Uint8Array(body),
      headers: {
        'Content-Type': 'application/json',
        'X-Hub-Signature-256': signature(body),
        ...headers,
      },
    });
  }

  const stored = async (): Promise<number> =>
    (await app.get(Store).tables<Tables>().selectFrom('inbox_events').select('key').execute())
      .length;
  const quarantined = (): Promise<Tables['inbox_quarantine'][]> =>
    app
      .get(Store)
      .tables<Tables>()
      .selectFrom('inbox_quarantine')
      .select(['reason', 'body'])
      .execute();

  describe('verification', () => {
    const verify = (query: Record<string, string>): Promise<Response> =>
      fetch(`${url}?${new URLSearchParams(query).toString()}`);
    const good = {
      'hub.mode': 'subscribe',
      'hub.verify_token': VERIFY_TOKEN,
      'hub.challenge': 'CHALLENGE_ACCEPTED',
    };

    it('answers with the challenge, as text', async () => {
      const answer = await verify(good);
      expect([answer.status, await answer.text()]).toEqual([200, 'CHALLENGE_ACCEPTED']);
      expect(answer.headers.get('content-type')).toBe('text/plain; charset=utf-8');
      expect(answer.headers.get('x-content-type-options')).toBe('nosniff');
    });

    it.each([
      ['another token', { ...good, 'hub.verify_token': 'a-long-and-random-verify-tokem' }, 403],
      ['a token cut short', { ...good, 'hub.verify_token': VERIFY_TOKEN.slice(1) }, 403],
      ['no parameters', {}, 400],
      ['another mode', { ...good, 'hub.mode': 'unsubscribe' }, 400],
      ['a challenge that is HTML', { ...good, 'hub.challenge': '<script>alert(1)</script>' }, 400],
      ['a challenge without end', { ...good, 'hub.challenge': 'a'.repeat(129) }, 400],
    ])('refuses %s', async (_, query, status) => {
      const answer = await verify(query);
      expect([answer.status, await answer.text()]).toEqual([status, `{"statusCode":${status}}`]);
    });

    it('refuses a challenge that is given twice', async () => {
      const answer = await fetch(`${url}?${new URLSearchParams(good).toString()}&hub.challenge=2`);
      expect(answer.status).toBe(400);
    });

    it('lets nobody guess the token: after ten failures in a minute guesses get 429, and Meta still gets in', async () => {
      for (let attempt = 1; attempt <= 10; attempt += 1)
        await verify({ ...good, 'hub.verify_token': `guess-${attempt}` });
      const guess = await verify({ ...good, 'hub.verify_token': 'one-guess-more-than-ten' });
      expect([guess.status, (await verify(good)).status]).toEqual([429, 200]);
    });
  });

  it('stores a signed event before it answers 200', async () => {
    const answer = await post(Buffer.from(JSON.stringify(TAP)));
    expect([answer.status, await answer.text(), await stored()]).toEqual([
      200,
      'EVENT_RECEIVED',
      1,
    ]);
  });

  it.each([
    'application/json',
    'text/plain',
    'application/x-www-form-urlencoded',
    'application/octet-stream',
  ])('reads the bytes whatever the content type says: %s', async (type) => {
    expect((await post(Buffer.from(JSON.stringify(TAP)), { 'Content-Type': type })).status).toBe(
      200,
    );
    expect(await stored()).toBe(1);
  });

  it.each([
    ['no signature', { 'X-Hub-Signature-256': '' }],
    ['a wrong signature', { 'X-Hub-Signature-256': `sha256=${'0'.repeat(64)}` }],
    ['only SHA-1', { 'X-Hub-Signature-256': '', 'X-Hub-Signature': `sha1=${'0'.repeat(40)}` }],
    ['a truncated signature', { 'X-Hub-Signature-256': `sha256=${'0'.repeat(63)}` }],
  ])('answers 401 with a constant body to %s, and keeps nothing', async (_, headers) => {
    const answer = await post(Buffer.from('{"object":"page", this is not JSON'), headers);
    expect([answer.status, await answer.text()]).toEqual([401, '{"statusCode":401}']);
    expect([await stored(), await quarantined()]).toEqual([0, []]);
  });

  it.each([
    ['malformed JSON', '{"object":"page"', 'malformed-json'],
    ['no body at all', '', 'malformed-json'],
    ['too many levels', '['.repeat(33) + ']'.repeat(33), 'too-deep'],
    ['an unknown object', '{"object":"group","entry":[]}', 'unknown-object at the top'],
    ["Meta's own curl sample", '{"message":"TEST_MESSAGE"}', 'unknown-object at the top'],
    [
      'a __proto__ key',
      '{"object":"page","entry":[],"__proto__":{"polluted":1}}',
      'malformed-json',
    ],
  ])(
    'answers 200 to %s that is signed, and keeps the body in quarantine',
    async (_, body, reason) => {
      expect((await post(Buffer.from(body))).status).toBe(200);
      const [kept] = await quarantined();
      expect([kept?.reason, Buffer.from(kept?.body ?? []).toString()]).toEqual([reason, body]);
      expect(await stored()).toBe(0);
    },
  );

  it('keeps bytes that are no UTF-8 as they came', async () => {
    const body = Buffer.from([0x7b, 0xff, 0xfe, 0x00]);
    expect((await post(body)).status).toBe(200);
    expect((await quarantined())[0]).toMatchObject({
      reason: 'invalid-utf8',
      body: new Uint8Array(body),
    });
  });

  it('handles the good events beside one that holds half a surrogate pair', async () => {
    const [entry] = TAP.entry;
    const broken = {
      sender: { id: '3' },
      timestamp: TAPPED_AT,
      message: { mid: 'm', text: '\ud83d' },
    };
    const both = {
      ...TAP,
      entry: [{ ...entry, messaging: [broken, ...(entry?.messaging ?? [])] }],
    };
    expect((await post(Buffer.from(JSON.stringify(both)))).status).toBe(200);
    expect(await stored()).toBe(1);
    expect((await quarantined()).map(({ reason }) => reason)).toEqual([
      'ill-formed-text at entry[0].messaging[0]',
    ]);
  });

  it('answers 413 to more than 4 MiB, announced or not, signed or not', async () => {
    const large = Buffer.alloc(4 * 1024 * 1024 + 1, ' ');
    expect((await post(large)).status).toBe(413);
    const streamed = new ReadableStream({
      start(controller) {
        for (let sent = 0; sent < 5; sent += 1) controller.enqueue(new Uint8Array(1024 * 1024));
        controller.close();
      },
    });
    const options = { method: 'POST', body: streamed, duplex: 'half' } as const;
    expect((await fetch(url, options)).status).toBe(413);
    expect([await stored(), await quarantined()]).toEqual([0, []]);
  });

  it('answers 413 while the rest of the body is still to come', async () => {
    const { hostname, port } = new URL(url);
    const socket = connect(Number(port), hostname);
    socket.write(`POST /webhook HTTP/1.1\r\nHost: x\r\nContent-Length: ${1024 ** 3}\r\n\r\n{`);
    const [line] = (
      await new Promise<string>((resolve) => socket.once('data', (data) => resolve(String(data))))
    ).split('\r\n');
    socket.destroy();
    expect(line).toBe('HTTP/1.1 413 Payload Too Large');
  });

  it('accepts exactly 4 MiB', async () => {
    const json = JSON.stringify(TAP);
    expect((await post(Buffer.from(json + ' '.repeat(4 * 1024 * 1024 - json.length)))).status).toBe(
      200,
    );
  });

  it('refuses compressed bodies', async () => {
    expect(
      (await post(Buffer.from(JSON.stringify(TAP)), { 'Content-Encoding': 'gzip' })).status,
    ).toBe(415);
  });

  it('answers 503 with Retry-After while it cannot store', async () => {
    app.get(Inbox).beforeApplicationShutdown();
    const answer = await post(Buffer.from(JSON.stringify(TAP)));
    expect([answer.status, answer.headers.get('retry-after'), await answer.text()]).toEqual([
      503,
      '5',
      '{"statusCode":503}',
    ]);
  });
});
