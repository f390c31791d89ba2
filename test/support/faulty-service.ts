import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync, type SQLOutputValue } from 'node:sqlite';
import { Sent } from './sent.js';
import { PAGE, Service, type ServiceOptions } from './service.js';
import { until } from './until.js';
import { aDelivery, aPostback } from './wire-samples.js';

const FAULTY = ['--import', './test/fixtures/faulty-handlers.mjs'];

/** An event as the database has it. */
export interface StoredEvent {
  readonly state: string;
  readonly attempts: number;
  readonly crashes: number;
  readonly begun_at: number | null;
  readonly error: string | null;
}

/** The built service with handlers that behave badly, its database, and a Graph that takes everything. Remove it after the test. */
export class FaultyService {
  readonly database: string;
  service!: Service;
  private timestamp = Date.now() - 60_000;

  private constructor(
    readonly sent: Sent,
    readonly folder: string,
  ) {
    this.database = join(folder, 'faults.db');
  }

  /** @param root below which the database is */
  static async create(root = tmpdir()): Promise<FaultyService> {
    return new FaultyService(await Sent.start(), mkdtempSync(join(root, 'tapline-faults-')));
  }

  async start(options: Partial<ServiceOptions> = {}): Promise<Service> {
    const { database, sent } = this;
    this.service = await Service.start({
      database,
      graphUrl: sent.url,
      nodeOptions: FAULTY,
      ...options,
    });
    return this.service;
  }

  /** Several taps may come in one request. */
  tap(...taps: readonly { readonly user: string; readonly payload: string }[]): Promise<Response> {
    const messaging = taps.map((tap) =>
      aPostback({ ...tap, page: PAGE.id, timestamp: (this.timestamp += 1) }),
    );
    return this.service.post(aDelivery({ messaging }));
  }

  /** While the service runs, too. */
  events(): readonly StoredEvent[] {
    const database = new DatabaseSync(this.database, { readOnly: true });
    try {
      return database
        .prepare('select state, attempts, crashes, begun_at, error from inbox_events order by id')
        .all()
        .map(storedEventOf);
    } finally {
      database.close();
    }
  }

  until(isSo: (events: readonly StoredEvent[]) => boolean): Promise<void> {
    return until(() => isSo(this.events()));
  }

  async remove(): Promise<void> {
    await this.service.end('SIGKILL');
    await this.sent.close();
    rmSync(this.folder, { recursive: true, force: true });
  }
}

function storedEventOf({
  state,
  attempts,
  crashes,
  begun_at: begunAt,
  error,
}: Readonly<Record<string, SQLOutputValue>>): StoredEvent {
  return {
    state: String(state),
    attempts: Number(attempts),
    crashes: Number(crashes),
    begun_at: begunAt === null ? null : Number(begunAt),
    error: error === null ? null : String(error),
  };
}
