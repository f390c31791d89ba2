import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { setTimeout as wait } from 'node:timers/promises';
import { verdictOn, type Verdict } from './kill-verdict.js';
import { unusedPort } from './loopback.js';
import { PAGE, SECRET, Service, type ServiceOptions } from './service.js';
import { SimulatorProcess } from './simulator-process.js';
import { until } from './until.js';

export const CLIENTS = 12;
const PAUSE_MS = 200;
/** After the last start. */
const DONE_WITHIN_MS = 300_000;
/** Every tenth delivery comes twice. */
const DUPLICATES = 0.1;
/** What failed three times comes again 1 and 3 minutes later, by the clock of the stand-in. */
const RETRIES_DUE_MS = 240_000;
/** Slower than the stand-in's clock could run out of the 24 hours in which the page may write. */
const RETRY_EVERY_MS = 1_000;
/** Often enough, and leaves the processors to the service that starts meanwhile. */
const TAP_AGAIN_MS = 100;

/** One life of the service: how it is killed. */
export interface Life {
  /** The point at which it kills itself, as `name:count`. */
  readonly at?: string;
  /** Otherwise: after so long from outside. */
  readonly afterMs?: number;
}

/**
 * Kills the built service again and again while people tap, and looks at what is left. Service and stand-in are processes of
 * their own; each of the people taps in order and again until the tap is acknowledged, as Meta does.
 */
export class KillCampaign {
  private readonly folder = mkdtempSync(join(tmpdir(), 'tapline-kill-'));
  private readonly journal = join(this.folder, 'journal');
  private readonly database = join(this.folder, 'kill.db');
  private readonly acknowledged: string[] = [];
  private readonly starts: number[] = [];
  private isOver = false;

  private constructor(
    private readonly port: number,
    private readonly graphUrl: string,
    private readonly simulator: SimulatorProcess,
  ) {}

  static async start(): Promise<KillCampaign> {
    const [port, simulatorPort] = await Promise.all([1, 2].map(() => unusedPort(createServer())));
    const simulator = await SimulatorProcess.start([
      '--webhook',
      `http://127.0.0.1:${port}/webhook`,
      '--app-secret',
      SECRET,
      '--page',
      `${PAGE.id}:${PAGE.token}`,
      '--port',
      String(simulatorPort),
      ...people().flatMap((person) => ['--person', `${person}:P${person}`]),
    ]);
    return new KillCampaign(Number(port), `http://127.0.0.1:${simulatorPort}`, simulator);
  }

  /** Lives through all lives, then lets a last one finish the work. */
  async run(lives: readonly Life[]): Promise<Verdict> {
    await this.openWindows(await this.serve());
    const clients = people().map((person) => this.tapOn(person));
    for (const life of lives) await this.live(life);
    this.isOver = true;
    const last = await this.serve();
    await this.letMetaRetry();
    await Promise.all(clients);
    await this.sayHello(); // Four minutes a life bring the first hello to the end of its 24 hours.
    await this.untilDone();
    await last.end();
    return verdictOn({
      acknowledged: this.acknowledged,
      starts: this.starts,
      database: this.database,
      journal: this.journal,
      sent: await this.sent(),
    });
  }

  async remove(): Promise<void> {
    this.simulator.kill();
    rmSync(this.folder, { recursive: true, force: true });
    await Promise.resolve();
  }

  private serve(): Promise<Service> {
    this.starts.push(Date.now());
    return Service.start(this.options('never:0'));
  }

  private launch(at: string): Promise<Service> {
    this.starts.push(Date.now());
    return Service.launch(this.options(at));
  }

  private options(at: string): ServiceOptions {
    return {
      database: this.database,
      graphUrl: this.graphUrl,
      port: this.port,
      script: 'test/fixtures/kill-service.mjs',
      variables: { JOURNAL: this.journal, KILL_AT: at, LOG_LEVEL: 'warn' },
    };
  }

  private async live({ at, afterMs = 0 }: Life): Promise<void> {
    if (at !== undefined) return this.liveUpTo(at);
    const service = await this.serve();
    this.nudgeMeta();
    await wait(afterMs);
    await service.end('SIGKILL');
  }

  /** It may come to its point before it listens. */
  private async liveUpTo(at: string): Promise<void> {
    const service = await this.launch(at);
    await Promise.race([service.hasWritten('listening on'), service.exited()]);
    this.nudgeMeta();
    const code = await service.exited();
    if (code !== null) throw new Error(`it ended with ${code}:\n${service.output}`);
  }

  private async openWindows(service: Service): Promise<void> {
    await this.sayHello();
    await service.end();
  }

  /** The page may write to whoever has written, for 24 hours. */
  private async sayHello(): Promise<void> {
    for (const person of people()) await this.act(`people/${person}/say?wait=0`, { text: 'hello' });
  }

  private async tapOn(person: string): Promise<void> {
    for (let step = 1; !this.isOver; step += 1) {
      const payload = `STEP_${String(step).padStart(6, '0')}`;
      const item = {
        sender: { id: person },
        recipient: { id: PAGE.id },
        timestamp: Date.now(),
        postback: { title: 'Step', payload },
      };
      await this.deliver(item);
      this.acknowledged.push(`${person} ${payload}`);
      if (Math.random() < DUPLICATES) await this.deliver(item);
      await wait(PAUSE_MS * (0.5 + Math.random()));
    }
  }

  private async deliver(item: object): Promise<void> {
    const body = { object: 'page', entry: [{ id: PAGE.id, time: Date.now(), messaging: [item] }] };
    while (!(await Service.postTo(this.port, body))) await wait(TAP_AGAIN_MS);
  }

  private async untilDone(): Promise<void> {
    const database = new DatabaseSync(this.database, { readOnly: true });
    const waiting = (): number =>
      Number(
        database
          .prepare(
            `select (select count(*) from inbox_conversations)
                  + (select count(*) from outbox_conversations) as n`,
          )
          .get()?.['n'],
      );
    const retries = setInterval(() => this.nudgeMeta(), RETRY_EVERY_MS);
    await until(() => waiting() === 0, DONE_WITHIN_MS).finally(() => clearInterval(retries));
    database.close();
  }

  /** What could not be delivered while the service was dead. */
  private async letMetaRetry(): Promise<void> {
    await this.act('clock/advance', { ms: RETRIES_DUE_MS });
  }

  /** The same, whether or not it works. */
  private nudgeMeta(): void {
    this.letMetaRetry().catch(() => undefined);
  }

  private act(path: string, body: object): Promise<Response> {
    return fetch(`${this.graphUrl}/${path}`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify(body),
    });
  }

  /** The messages that Meta took. */
  private async sent(): Promise<string[]> {
    const answer = await fetch(`${this.graphUrl}/sent`);
    const all = (await answer.json()) as {
      status: number;
      body: { recipient?: { id: string }; message?: { text?: string } };
    }[];
    return all.flatMap(({ status, body: { recipient, message } }) =>
      status === 200 && message?.text?.startsWith('STEP_') === true
        ? [`${recipient?.id} ${message.text}`]
        : [],
    );
  }
}

function people(): string[] {
  return Array.from({ length: CLIENTS }, (_, index) => String(7_000_001 + index));
}
