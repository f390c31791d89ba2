import { type ChildProcessByStdio, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { Readable } from 'node:stream';
import { serialiseAsMeta, signAsMeta } from '../../src/simulator/index.js';
import { unusedPort } from './loopback.js';

export const SECRET = '0f1e2d3c4b5a69788796a5b4c3d2e1f0';
const VERIFY_TOKEN = 'a-long-and-random-verify-token';
export const PAGE = { id: '101234567890123', token: 'EAA-page-token' };

const MAIN = 'dist/main.js';

export interface ServiceOptions {
  /** Where its Graph is; without it the service starts in demo mode. */
  readonly graphUrl?: string;
  /** The SQLite file. */
  readonly database: string;
  /** What Node runs instead of the service's own main. */
  readonly script?: string;
  /** Further arguments of Node, such as `--import`. */
  readonly nodeOptions?: readonly string[];
  readonly variables?: Readonly<Record<string, string>>;
  /** The project it belongs to; by default this one. */
  readonly project?: string;
  /** A command that Node runs under, such as strace. */
  readonly under?: readonly string[];
  /** Where it listens; by default where nobody else does. */
  readonly port?: number;
}

/** The built service in a process of its own. */
export class Service {
  private constructor(
    private readonly child: ChildProcessByStdio<null, Readable, Readable>,
    readonly url: string,
    private readonly written: string[],
  ) {}

  /** Resolves when it listens. Rejects with what it wrote when it ends before. */
  static async start(options: ServiceOptions): Promise<Service> {
    const service = await Service.launch(options);
    await Promise.race([service.hasWritten('listening on'), service.failedToStart()]);
    return service;
  }

  /** Starts the process without waiting for anything. */
  static async launch(options: ServiceOptions): Promise<Service> {
    const port = options.port ?? (await unusedPort(createServer()));
    const [command = '', ...args] = commandOf(options);
    const child = spawn(command, args, {
      env: environmentOf(options, port),
      cwd: options.project ?? '.',
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const written: string[] = [];
    for (const stream of [child.stdout, child.stderr]) {
      stream.on('data', (data: Buffer) => written.push(data.toString()));
    }
    return new Service(child, `http://127.0.0.1:${port}`, written);
  }

  get pid(): number | undefined {
    return this.child.pid;
  }

  /** Everything it wrote so far, logs and errors. */
  get output(): string {
    return this.written.join('');
  }

  async hasWritten(text: string): Promise<void> {
    while (!this.output.includes(text)) {
      const waiting = new AbortController();
      const { signal } = waiting;
      const more = [this.child.stdout, this.child.stderr].map((stream) =>
        once(stream, 'data', { signal }),
      );
      await Promise.race(more).finally(() => waiting.abort());
    }
  }

  /** Posts a body as Meta does: serialised like PHP, signed over the bytes. */
  post(body: unknown): Promise<Response> {
    return postSigned(this.url, body);
  }

  /** The same to whoever listens there. @returns whether it was acknowledged */
  static async postTo(port: number, body: unknown): Promise<boolean> {
    try {
      const answer = await postSigned(`http://127.0.0.1:${port}`, body);
      await answer.arrayBuffer();
      return answer.status === 200;
    } catch {
      return false;
    }
  }

  /** The exit code of a process that ends by itself. */
  async exited(): Promise<number | null> {
    if (this.child.exitCode === null && this.child.signalCode === null)
      await once(this.child, 'close');
    return this.child.exitCode;
  }

  async end(signal: 'SIGTERM' | 'SIGKILL' = 'SIGTERM'): Promise<void> {
    this.child.kill(signal);
    await this.exited();
  }

  signal(signal: NodeJS.Signals): void {
    this.child.kill(signal);
  }

  /** As somebody in a hurry does: again and again. */
  signalUntilExit(signal: NodeJS.Signals): void {
    const again = setInterval(() => this.child.kill(signal), 100);
    this.child.once('close', () => clearInterval(again));
    this.child.kill(signal);
  }

  private async failedToStart(): Promise<never> {
    await this.exited();
    throw new Error(`the service did not start:\n${this.output}`);
  }
}

function commandOf({ script = MAIN, nodeOptions = [], under = [] }: ServiceOptions): string[] {
  return [...under, process.execPath, '--enable-source-maps', ...nodeOptions, script];
}

/** What a service needs that is not in demo mode. */
export function liveVariables(graphUrl: string): Readonly<Record<string, string>> {
  return {
    META_APP_SECRET: SECRET,
    META_VERIFY_TOKEN: VERIFY_TOKEN,
    META_PAGE_TOKENS: `${PAGE.id}:${PAGE.token}`,
    META_GRAPH_URL: graphUrl,
  };
}

function environmentOf(
  { database, graphUrl, variables = {} }: ServiceOptions,
  port: number,
): NodeJS.ProcessEnv {
  return {
    PATH: process.env['PATH'],
    HOST: '127.0.0.1',
    PORT: String(port),
    STORE_URL: `sqlite:${database}`,
    ...(graphUrl !== undefined && liveVariables(graphUrl)),
    ...variables,
  };
}

function postSigned(url: string, body: unknown): Promise<Response> {
  const bytes = Buffer.from(serialiseAsMeta(body));
  return fetch(`${url}/webhook`, {
    method: 'POST',
    body: bytes,
    headers: {
      'Content-Type': 'application/json',
      'X-Hub-Signature-256': signAsMeta(bytes, SECRET),
    },
  });
}
