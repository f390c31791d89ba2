import { createHmac } from 'node:crypto';
import { type IncomingMessage, type Server, type ServerResponse, createServer } from 'node:http';
import { inspect } from 'node:util';
import { HttpService } from '@nestjs/axios';
import { create } from 'axios';
import { ApiVersionWatch } from '../../src/graph/api-version.watch.js';
import { GraphClient } from '../../src/graph/graph.client.js';
import { GraphError } from '../../src/graph/graph.errors.js';
import { GraphOptions, type GraphSettings } from '../../src/graph/graph.options.js';
import { GraphTransport } from '../../src/graph/graph.transport.js';
import { InspectionClient } from '../../src/graph/inspection.client.js';
import { ManagementClient } from '../../src/graph/management.client.js';
import { ProfileClient } from '../../src/graph/profile.client.js';
import { SubscriptionsClient } from '../../src/graph/subscriptions.client.js';
import { closed, listenOnLoopback } from './loopback.js';

export const PAGE = '1234';
export const TOKEN = 'tok-7';
export const APP_ID = '200000000000002';
export const SECRET = '0f1e2d3c4b5a69788796a5b4c3d2e1f0';
export const PROOF = createHmac('sha256', SECRET).update(TOKEN).digest('hex');
export const PSID = '24912345678901234';
const TEXT = 'what nobody else may read';

export type Call = Parameters<GraphClient['send']>[1];
export const MESSAGE: Call = {
  edge: 'messages',
  body: { recipient: { id: PSID }, messaging_type: 'RESPONSE', message: { text: TEXT } },
};

export type Answer = (response: ServerResponse, request: IncomingMessage) => void;

/** Answers with JSON, or with the text as it is. */
export function jsonAnswer(
  status: number,
  body: unknown,
  headers: Record<string, string> = {},
): Answer {
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  return (response) => response.writeHead(status, headers).end(text);
}

/** Meta's error envelope. */
export function metaError(code: number, more: Record<string, unknown> = {}): unknown {
  const message = `(#${code}) no`;
  return { error: { message, type: 'OAuthException', code, fbtrace_id: 'A1b', ...more } };
}

interface Received {
  /** `POST /v26.0/1234/messages` */
  readonly line: string;
  readonly headers: IncomingMessage['headers'];
  readonly body: unknown;
}

interface ManagementClients {
  readonly client: ManagementClient;
  readonly inspection: InspectionClient;
  readonly profile: ProfileClient;
  readonly subscriptions: SubscriptionsClient;
}

/** A real server on loopback in the place of Graph, and clients of it. Close it after the test. */
export class GraphStub {
  /** How the next requests are answered. */
  answer: Answer = jsonAnswer(200, { recipient_id: PSID, message_id: 'm_1' });
  readonly received: Received[] = [];
  url = '';
  private readonly transport = new GraphTransport(new HttpService(create()));
  private readonly server: Server = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk: Buffer) => (body += chunk.toString()));
    request.on('end', () => {
      const line = `${request.method} ${request.url}`;
      this.received.push({
        line,
        headers: request.headers,
        body: body === '' ? null : JSON.parse(body),
      });
      this.answer(response, request);
    });
  });

  static async start(): Promise<GraphStub> {
    const stub = new GraphStub();
    stub.url = `http://127.0.0.1:${await listenOnLoopback(stub.server)}`;
    return stub;
  }

  async close(): Promise<void> {
    this.transport.onApplicationShutdown();
    this.server.closeAllConnections();
    await closed(this.server);
  }

  /** A client of this server, with the deadlines of the program unless told otherwise. */
  client(settings: Partial<GraphSettings> = {}): GraphClient {
    return new GraphClient(this.transport, this.options(settings), new ApiVersionWatch());
  }

  /** What asks and sets things of pages and of the app, at this server. */
  management(settings: Partial<GraphSettings> = {}): ManagementClients {
    const options = this.options(settings);
    const client = new ManagementClient(this.transport, options, new ApiVersionWatch());
    return {
      client,
      inspection: new InspectionClient(client, options),
      profile: new ProfileClient(client),
      subscriptions: new SubscriptionsClient(client, options),
    };
  }

  private options(settings: Partial<GraphSettings>): GraphOptions {
    const tokens = new Map([[PAGE, TOKEN]]);
    const own = { url: this.url, version: 'v26.0', appSecret: SECRET, appId: APP_ID, tokens };
    return new GraphOptions({ ...own, ...settings });
  }

  /** Sends and returns the error. Refuses errors that show a secret, whatever the test is about. */
  async failure(client = this.client()): Promise<GraphError> {
    const error: unknown = await client.send(PAGE, MESSAGE).then(
      () => new Error('it did not fail'),
      (reason: unknown) => reason,
    );
    if (!(error instanceof GraphError)) throw error;
    const shown = inspect(error, { depth: null, showHidden: true }) + JSON.stringify(error);
    const leaked = [TOKEN, PROOF, SECRET, PSID, TEXT].filter((secret) => shown.includes(secret));
    if (leaked.length > 0) throw new Error(`the error shows ${leaked.join(', ')}`);
    return error;
  }
}
