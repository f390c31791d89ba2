import { Injectable, Logger } from '@nestjs/common';
import { type Kysely } from 'kysely';
import { type Migration, type MigrationResult, Migrator } from 'kysely/migration';
import { Environment } from '../config/index.js';
import { MigrationError } from './store.errors.js';
import { Store, type Tables } from './store.js';
import { whileBusy } from './while-busy.js';

/** The tables of one folder, as a list of steps that is only ever appended to. */
export interface Schema {
  /** The folder's name; its tables start with it. */
  readonly name: string;
  /** Run once each, in the order of their names (`001-orders`, `002-…`). */
  readonly migrations: Readonly<Record<string, Migration>>;
  /** Rows for the demo mode. Runs at every start there, so it must not mind finding its rows. */
  readonly seed?: (db: Kysely<Tables>) => Promise<void>;
  /**
   * Removes rows that have been kept long enough, a few hundred a call.
   * @param now milliseconds since 1970
   * @returns whether there may be more
   */
  readonly purge?: (db: Kysely<Tables>, now: number) => Promise<boolean>;
  /** Needed from every folder that keeps something of people. */
  readonly people?: PeopleRows;
}

/** A person, as Meta names them to a page. */
export interface Person {
  readonly userId: string;
}

/** What a folder keeps of people. */
export interface PeopleRows {
  /** Every row of a person, by table, as it is stored. */
  export(db: Kysely<Tables>, person: Person): Promise<Readonly<Record<string, readonly object[]>>>;
  /**
   * Removes these rows, in one transaction that holds up the service: rows are to be found by an index.
   * @returns how many there were, by table
   */
  erase(db: Kysely<Tables>, person: Person): Promise<Readonly<Record<string, number>>>;
  /**
   * `erase` looks through whole tables. It is called outside of any transaction then: it has to look first, to remove in
   * transactions of its own, small ones, and to come to the same end when it is interrupted and called again.
   */
  readonly inPieces?: true;
}

/** Brings the tables of one folder after the other to this version. Each folder keeps its own history, so a feature can be removed again. */
@Injectable()
export class SchemaMigrator {
  private readonly logger = new Logger(SchemaMigrator.name);
  private queue: Promise<void> = Promise.resolve();
  private readonly known: Schema[] = [];

  constructor(
    private readonly store: Store,
    private readonly environment: Environment,
  ) {}

  /** @throws MigrationError when a step fails (nothing of it remains), or when a newer version of the service was here */
  migrate(schema: Schema): Promise<void> {
    this.known.push(schema);
    this.queue = this.queue.then(() => this.migrateNow(schema));
    return this.queue;
  }

  /** Of all folders, in the order in which their tables were made. */
  get schemas(): readonly Schema[] {
    return this.known;
  }

  private async migrateNow(schema: Schema): Promise<void> {
    const db = this.store.tables();
    const migrator = new Migrator({
      db,
      provider: { getMigrations: () => Promise.resolve({ ...schema.migrations }) },
      migrationTableName: `${schema.name}_migrations`,
      migrationLockTableName: 'migrations_lock',
    });
    try {
      const steps = await whileBusy(() => toLatest(migrator, schema));
      for (const { migrationName } of steps)
        this.logger.log(`migrated ${schema.name}: ${migrationName}`);
    } catch (error) {
      await this.store.onApplicationShutdown(); // Nest closes nothing of an application that did not come up.
      throw error;
    }
    if (this.environment.mode === 'demo') await schema.seed?.(db);
  }
}

async function toLatest(migrator: Migrator, { name }: Schema): Promise<readonly MigrationResult[]> {
  const { error, results = [] } = await migrator.migrateToLatest();
  if (error !== undefined) throw new MigrationError(name, error);
  return results;
}
