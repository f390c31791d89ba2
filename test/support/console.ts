import { mkdtempSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, request as httpRequest, type IncomingHttpHeaders } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { DynamicModule, ModuleMetadata, Type } from '@nestjs/common';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { Test, type TestingModuleBuilder } from '@nestjs/testing';
import { AppModule, FEATURES } from '../../src/app.module.js';
import { type Environment, loadEnvironment } from '../../src/config/index.js';
import { ConsoleOptions } from '../../src/console/console.options.js';
import type { Chat, ConsoleEvent, Trace } from '../../src/console/contract.js';
import { PageFiles } from '../../src/console/http/page-files.js';
import { POSTBACK_OPTIONS } from '../../src/postback/postback.options.js';
import { unusedPort } from './loopback.js';
import { liveVariables } from './service.js';

export const ADA = '1000000000000001';
export const LIVE_TOKEN = 'a-token-for-the-console-7f3a';

export interface ConsoleStart {
  readonly features?: readonly (Type | DynamicModule)[];
  /** Starts in live mode against the Graph at this address. */
  readonly graphUrl?: string;
  readonly variables?: Readonly<Record<string, string>>;
  /** The built page; by default one with a script. */
  readonly files?: Readonly<Record<string, string>>;
  readonly customise?: (builder: TestingModuleBuilder) => TestingModuleBuilder;
}

export const INDEX = '<!doctype html><html><head><title>Console</title></head><body></body></html>';

const BUILT = { 'index.html': INDEX, 'assets/index-C0ffee.js': 'start();' };

/** The whole application in this process, on a real port, with the console in it. */
export class RunningConsole {
  private constructor(
    readonly app: NestExpressApplication,
    readonly environment: Environment,
    readonly token: string,
    private readonly folder: string,
  ) {}

  static async start(how: ConsoleStart = {}): Promise<RunningConsole> {
    const { features = FEATURES, customise = (builder) => builder } = how;
    const environment = await environmentFor(how);
    const folder = folderWith(how.files ?? BUILT);
    const program = AppModule.for(environment, { features });
    const app = await listening(program, environment, (builder) =>
      customise(
        builder
          // What the other features handle has no handler where they are left out.
          .overrideProvider(POSTBACK_OPTIONS)
          .useValue({ buttonPolicy: 'off' })
          .overrideProvider(PageFiles)
          .useValue(PageFiles.read(pathToFileURL(`${folder}/`))),
      ),
    );
    const token = environment.mode === 'live' ? LIVE_TOKEN : app.get(ConsoleOptions).token;
    return new RunningConsole(app, environment, token, folder);
  }

  get url(): string {
    return this.environment.localUrl;
  }

  /** `127.0.0.1:4711` */
  get host(): string {
    return new URL(this.url).host;
  }

  /** A call of the API with everything that the page sends. */
  fetch(path: string, init: RequestInit = {}): Promise<Response> {
    const headers = { 'X-Console-Token': this.token, 'Sec-Fetch-Site': 'same-origin' };
    return fetch(`${this.url}/console/api/${path}`, {
      ...init,
      headers: { ...headers, ...(init.headers as Record<string, string> | undefined) },
    });
  }

  async get<T>(path: string): Promise<T> {
    return (await this.fetch(path)).json() as Promise<T>;
  }

  send(path: string, body: unknown, method = 'POST'): Promise<Response> {
    const headers = { 'Content-Type': 'application/json' };
    return this.fetch(path, { method, headers, body: JSON.stringify(body) });
  }

  /** Lets Ada do something. @returns the trace's number */
  async act(body: object, psid = ADA): Promise<number> {
    const response = await this.send(`people/${psid}/acts`, body);
    const { traceId } = (await response.json()) as { traceId: number | null };
    if (traceId === null) throw new Error(`nothing was sent: ${JSON.stringify(body)}`);
    return traceId;
  }

  /** A message that Ada got, or sent: what can be reacted to. */
  async messageId(): Promise<string> {
    const { bubbles } = await this.get<Chat>(`people/${ADA}`);
    const mid = bubbles
      .flatMap((bubble) => (bubble.from === 'page' ? (bubble.mid ?? []) : []))
      .at(-1);
    if (mid === undefined) throw new Error('Ada has no message of the page yet.');
    return mid;
  }

  /** Resolves when a trace is as wanted. */
  async trace(id: number, isThere: (trace: Trace) => boolean): Promise<Trace> {
    for (;;) {
      const trace = await this.get<Trace>(`traces/${id}`);
      if (isThere(trace)) return trace;
      await new Promise(setImmediate);
    }
  }

  /** Listens; `done()` leaves. */
  async listen(): Promise<ConsoleListener> {
    return ConsoleListener.of(this);
  }

  /** With headers that `fetch` would not send. */
  raw(path: string, headers: IncomingHttpHeaders, method = 'GET'): Promise<RawAnswer> {
    return new Promise((resolve, reject) => {
      const { hostname, port } = new URL(this.url);
      const outgoing = httpRequest({ hostname, port, path, method, headers }, (response) => {
        let text = '';
        response.on('data', (chunk: Buffer) => (text += chunk.toString()));
        response.on('end', () =>
          resolve({ status: response.statusCode ?? 0, text, headers: response.headers }),
        );
      });
      outgoing.on('error', reject).end();
    });
  }

  async close(): Promise<void> {
    await this.app.close();
    rmSync(this.folder, { recursive: true, force: true });
  }
}

async function environmentFor({ graphUrl, variables }: ConsoleStart): Promise<Environment> {
  const port = await unusedPort(createServer());
  return loadEnvironment({
    STORE_URL: 'sqlite::memory:',
    LOG_LEVEL: 'silent',
    PORT: String(port),
    HOST: '127.0.0.1',
    ...(graphUrl !== undefined && liveVariables(graphUrl)),
    ...variables,
  });
}

function folderWith(files: Readonly<Record<string, string>>): string {
  const folder = mkdtempSync(join(tmpdir(), 'tapline-console-'));
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(join(folder, name, '..'), { recursive: true });
    writeFileSync(join(folder, name), content);
  }
  return folder;
}

/** The bot was told, and Meta has shown what it answered. */
export function isAnswered({ steps }: Trace): boolean {
  const isTold = steps.every((step) => step.kind !== 'delivery' || step.attempts.length > 0);
  return isTold && steps.some(({ kind }) => kind === 'echo');
}

export interface RawAnswer {
  readonly status: number;
  readonly text: string;
  readonly headers: IncomingHttpHeaders;
}

async function listening(
  program: DynamicModule,
  { port, host }: Environment,
  customise: (builder: TestingModuleBuilder) => TestingModuleBuilder,
): Promise<NestExpressApplication> {
  const metadata: ModuleMetadata = { imports: [program] };
  const module = await customise(Test.createTestingModule(metadata)).compile();
  const app = module.createNestApplication<NestExpressApplication>({ bodyParser: false });
  app.useLogger(false);
  await app.listen(port, host);
  return app;
}

/** Reads the events as the page does: a streamed body, with the token in a header. */
export class ConsoleListener {
  readonly events: ConsoleEvent[] = [];
  /** When each event came, in milliseconds. */
  readonly times: number[] = [];
  text = '';
  ended = false;
  private readonly leaving = new AbortController();
  private readonly reading: Promise<void>;

  private constructor(response: Response, leaving: AbortController) {
    this.leaving = leaving;
    this.reading = this.read(response);
  }

  static async of(console: RunningConsole): Promise<ConsoleListener> {
    const leaving = new AbortController();
    const response = await console.fetch('events', { signal: leaving.signal });
    if (response.status !== 200) throw new Error(await response.text());
    const listener = new ConsoleListener(response, leaving);
    await listener.until((events) => events.length > 0);
    return listener;
  }

  async until(isThere: (events: readonly ConsoleEvent[]) => boolean): Promise<void> {
    while (!isThere(this.events)) {
      if (this.ended) throw new Error('the stream has ended');
      await new Promise(setImmediate);
    }
  }

  /** The newest state of a trace that was told. */
  traceOf(id: number): Trace | undefined {
    const told = this.events.findLast((event) => event.kind === 'trace' && event.trace.id === id);
    return told?.kind === 'trace' ? told.trace : undefined;
  }

  /** Resolves when the service has closed the stream. */
  closed(): Promise<void> {
    return this.reading;
  }

  async leave(): Promise<void> {
    this.leaving.abort();
    await this.reading;
  }

  private async read(response: Response): Promise<void> {
    const decoder = new TextDecoder();
    try {
      for await (const chunk of response.body ?? []) {
        this.text += decoder.decode(chunk as Uint8Array, { stream: true });
        this.take();
      }
    } catch {
      // Left, or cut off.
    }
    this.ended = true;
  }

  private take(): void {
    const parts = this.text.split('\n\n');
    this.text = parts.pop() ?? '';
    for (const part of parts) {
      if (!part.startsWith('data: ')) continue;
      this.events.push(JSON.parse(part.slice('data: '.length)) as ConsoleEvent);
      this.times.push(performance.now());
    }
  }
}
