import { EventEmitter, once } from 'node:events';
import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import { type DynamicModule, type INestApplication, Module } from '@nestjs/common';
import { NestFactory, RouterModule } from '@nestjs/core';
import { SimulatorModule } from '../../src/simulator/simulator.module.js';
import type { SimulatorOptions } from '../../src/simulator/simulator.options.js';
import { Simulator } from '../../src/simulator/simulator.service.js';

export const SECRET = '0f1e2d3c4b5a69788796a5b4c3d2e1f0';
export const ADA = '700000000000001';

export interface Received {
  readonly headers: IncomingHttpHeaders;
  /** The bytes, one character each. */
  readonly text: string;
}

interface Entry {
  readonly id: string;
  readonly time: number;
  readonly messaging: readonly Record<string, unknown>[];
  readonly standby?: readonly Record<string, unknown>[];
  readonly changes?: readonly Record<string, unknown>[];
}

/** A bot that records what Meta tells it and does with it what the spec says. */
export class Bot {
  readonly received: Received[] = [];
  /** What comes next is answered with these; afterwards 200. `hang` never answers. */
  readonly answers: (number | 'hang')[] = [];
  /** The answer when {@link answers} is empty. */
  otherwise = 200;
  /** Runs before the answer, for what people did and not for echoes. */
  onEvent: () => Promise<unknown> = () => Promise.resolve();
  private readonly arrivals = new EventEmitter();
  private readonly server: Server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const text = Buffer.concat(chunks).toString('latin1');
      this.received.push({ headers: request.headers, text });
      this.arrivals.emit('received');
      const status = this.answers.shift() ?? this.otherwise;
      if (status === 'hang') return;
      const done = text.includes('"is_echo"') ? Promise.resolve() : this.onEvent();
      const headers = status === 302 ? { Location: '/elsewhere' } : {};
      void done.then(() => response.writeHead(status, headers).end('EVENT_RECEIVED'));
    });
  });

  async listen(): Promise<string> {
    this.server.listen(0, '127.0.0.1');
    await once(this.server, 'listening');
    const address = this.server.address();
    if (address === null || typeof address === 'string') throw new Error('The bot has no port.');
    return `http://127.0.0.1:${address.port}/webhook`;
  }

  async close(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((done) => this.server.close(done));
  }

  /** The delivery with this number, from 1, once it is here. */
  async waitFor(number: number): Promise<string> {
    while (this.received.length < number) await once(this.arrivals, 'received');
    return this.received[number - 1]?.text ?? '';
  }

  /** The entry of every delivery so far. */
  entries(): readonly Entry[] {
    return this.received.flatMap(({ text }) => {
      const body: unknown = JSON.parse(text);
      return isWebhook(body) ? body.entry : [];
    });
  }
}

function isWebhook(body: unknown): body is { readonly entry: readonly Entry[] } {
  return typeof body === 'object' && body !== null && 'entry' in body;
}

/** A simulator that runs, below `/simulator`, as in the demo mode. */
export interface StandIn {
  readonly app: INestApplication;
  readonly simulator: Simulator;
  readonly url: string;
  /** What the bot says to Ada, through Graph; resolves with Graph's answer. */
  readonly pageSays: (message: object) => Promise<unknown>;
}

export async function startStandIn(options: Partial<SimulatorOptions> = {}): Promise<StandIn> {
  const app = await NestFactory.create(hostOf(options), { bodyParser: false, logger: false });
  await app.listen(0, '127.0.0.1');
  const url = `${await app.getUrl()}/simulator`;
  const pageSays = async (message: object): Promise<unknown> => {
    const response = await fetch(`${url}/graph/v26.0/me/messages?access_token=PAGE_TOKEN`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ recipient: { id: ADA }, message }),
    });
    return response.json();
  };
  return { app, simulator: app.get(Simulator), url, pageSays };
}

@Module({})
class HostModule {}

function hostOf(options: Partial<SimulatorOptions>): DynamicModule {
  const simulated = SimulatorModule.forRoot({
    appSecret: SECRET,
    appId: '120226305854810726',
    pages: [
      { id: '1', token: 'PAGE_TOKEN' },
      { id: '2', token: 'OTHER_TOKEN' },
    ],
    people: [{ psid: ADA, name: 'Ada' }],
    mountPath: 'simulator',
    ...options,
  });
  const mounted = RouterModule.register([{ path: 'simulator', module: SimulatorModule }]);
  return { module: HostModule, imports: [simulated, mounted] };
}
