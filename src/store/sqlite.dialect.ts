import { mkdirSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { DatabaseSync, type SQLInputValue, type StatementSync } from 'node:sqlite';
import {
  CompiledQuery,
  type DatabaseConnection,
  type Dialect,
  type DialectAdapter,
  type Driver,
  SqliteAdapter,
  type SqliteDatabase,
  SqliteDialect,
  type SqliteDialectConfig,
  SqliteDriver,
  type SqliteStatement,
} from 'kysely';
import { StoreOpenError } from './store.errors.js';

/** Statements kept ready; compiling one costs more than running it. */
const PREPARED_MAX = 500;

/** Kysely over `node:sqlite`: the built-in database, so that nothing has to be compiled at install time. */
export function sqliteDialect(path: string): Dialect {
  const database = openDatabase(path);
  return new NodeSqliteDialect(database, (config) => new AtOnceDriver(config, database));
}

/** The same database for a process that only looks at it. @throws StoreOpenError */
export function sqliteDialectForReading(path: string): Dialect {
  try {
    const database = new DatabaseSync(path, { readOnly: true });
    database.prepare('select 1 from sqlite_schema').get(); // Shows that it is a database at all.
    return new NodeSqliteDialect(database);
  } catch (error) {
    throw openErrorOf(path, error);
  }
}

/** How long an operator's command waits for the service to end a transaction. Nobody is kept waiting by it: it is a process of its own. */
const OPERATOR_BUSY_MS = 5_000;

/** The same database for a process that works on it beside the service. It has to be there. @throws StoreOpenError */
export function sqliteDialectForOperator(path: string): Dialect {
  try {
    const database = new DatabaseSync(path);
    database.prepare('select 1 from sqlite_schema').get(); // Shows that it is a database at all.
    database.exec(`${HOW_WE_WRITE} PRAGMA busy_timeout=${OPERATOR_BUSY_MS};`);
    return new NodeSqliteDialect(database);
  } catch (error) {
    throw openErrorOf(path, error);
  }
}

/**
 * `synchronous=FULL` makes a commit return only after the log is on disk. `secure_delete` overwrites what is deleted, so that
 * erasing a person leaves nothing of them in the file's free places.
 */
const HOW_WE_WRITE = 'PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON; PRAGMA secure_delete=ON;';

class NodeSqliteDialect extends SqliteDialect {
  private readonly database: SqliteDatabase;

  constructor(
    sqlite: DatabaseSync,
    private readonly driver = (config: SqliteDialectConfig) => new ImmediateDriver(config),
  ) {
    const prepared = new PreparedStatements(sqlite);
    const database = { close: () => sqlite.close(), prepare: (sql: string) => prepared.of(sql) };
    super({ database });
    this.database = database;
  }

  override createDriver(): Driver {
    return this.driver({ database: this.database });
  }

  override createAdapter(): DialectAdapter {
    return new TransactionalDdlAdapter();
  }
}

/** Takes the write lock with the first statement, so that a database that is locked or full fails there and not inside somebody's work. */
class ImmediateDriver extends SqliteDriver {
  override async beginTransaction(connection: DatabaseConnection): Promise<void> {
    await connection.executeQuery(CompiledQuery.raw('begin immediate'));
  }
}

/** How long a statement outside of transactions waits for the lock, in this thread. */
const BUSY_MS = 100;

/** Asks for the lock once: whoever begins a transaction here waits as `whileBusy` does, while everything else goes on. */
class AtOnceDriver extends ImmediateDriver {
  constructor(
    config: SqliteDialectConfig,
    private readonly sqlite: DatabaseSync,
  ) {
    super(config);
  }

  override async beginTransaction(connection: DatabaseConnection): Promise<void> {
    // Not as a prepared statement: SQLite obeys this pragma when it compiles it.
    this.sqlite.exec('PRAGMA busy_timeout=0');
    try {
      await super.beginTransaction(connection);
    } finally {
      this.sqlite.exec(`PRAGMA busy_timeout=${BUSY_MS}`);
    }
  }
}

/** SQLite rolls DDL back like any other statement, so a migration that fails half way leaves nothing behind. */
class TransactionalDdlAdapter extends SqliteAdapter {
  override get supportsTransactionalDdl(): boolean {
    return true;
  }
}

class PreparedStatements {
  private readonly bySql = new Map<string, SqliteStatement>();

  constructor(private readonly database: DatabaseSync) {}

  of(sql: string): SqliteStatement {
    const known = this.bySql.get(sql);
    if (known) return known;
    if (this.bySql.size >= PREPARED_MAX) this.bySql.clear();
    const statement = asKyselyStatement(this.database.prepare(sql));
    this.bySql.set(sql, statement);
    return statement;
  }
}

function asKyselyStatement(statement: StatementSync): SqliteStatement {
  return {
    reader: statement.columns().length > 0,
    all: (parameters) => statement.all(...parameters.map(asSqliteValue)),
    run: (parameters) => statement.run(...parameters.map(asSqliteValue)),
    iterate: (parameters) => statement.iterate(...parameters.map(asSqliteValue)),
  };
}

function asSqliteValue(value: unknown): SQLInputValue {
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'bigint')
    return value;
  return typeof value === 'boolean' ? Number(value) : asBytesOrNull(value);
}

function asBytesOrNull(value: unknown): SQLInputValue {
  if (value === undefined || value === null) return null;
  if (value instanceof Uint8Array) return value;
  throw new TypeError(`SQLite cannot hold a ${typeof value}. Store text, a number or bytes.`);
}

/** How long the start waits for an operator's command: nothing else is going on yet. */
const OPENING_BUSY_MS = 3_000;

/**
 * That a commit returns only after the log is on disk is what "stored before answered" rests on, so it is read back instead
 * of believed. The empty transaction at the end shows that the file can be written at all.
 */
function openDatabase(path: string): DatabaseSync {
  try {
    if (path !== ':memory:') mkdirSync(dirname(path), { recursive: true });
    const database = new DatabaseSync(path, { timeout: OPENING_BUSY_MS });
    database.exec(`PRAGMA journal_mode=WAL; ${HOW_WE_WRITE}`);
    if (database.prepare('PRAGMA synchronous').get()?.['synchronous'] !== 2) {
      throw new Error('it does not accept synchronous=FULL');
    }
    refuseDamaged(database, path);
    database.exec(`BEGIN IMMEDIATE; ROLLBACK; PRAGMA busy_timeout=${BUSY_MS};`);
    return database;
  } catch (error) {
    throw openErrorOf(path, error);
  }
}

/** Looking through 250 MB takes less than a second; more would keep people waiting at every start. */
const LOOKED_THROUGH_BYTES = 250_000_000;

/** A damaged file is not written to any more, and never made anew: somebody may get more out of it than we can. */
function refuseDamaged(database: DatabaseSync, path: string): void {
  if (path === ':memory:' || statSync(path).size > LOOKED_THROUGH_BYTES) return;
  const result = database.prepare('PRAGMA quick_check(1)').get()?.['quick_check'];
  if (result !== 'ok') throw new Error(`it is damaged (${String(result)})`);
}

function openErrorOf(path: string, cause: unknown): StoreOpenError {
  return new StoreOpenError(path, cause instanceof Error ? cause.message : String(cause), {
    cause,
  });
}
