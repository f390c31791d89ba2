import type { SQLInputValue } from 'node:sqlite';
import {
  CompiledQuery,
  type DatabaseConnection,
  type Dialect,
  type DialectAdapter,
  type Driver,
  type QueryCompiler,
  type QueryResult,
  SqliteAdapter,
  SqliteDialect,
  SqliteDriver,
} from 'kysely';
import {
  openBesideService,
  openForLooking,
  openForService,
  OPERATOR_PRAGMAS,
  SERVICE_PRAGMAS,
} from './sqlite.opening.js';
import { type SqliteAnswer, type SqliteQuestion, SqliteSession } from './sqlite.session.js';
import { SqliteThread } from './sqlite.thread.js';

/** Kysely over `node:sqlite`: the built-in database, so that nothing has to be compiled at install time. @throws StoreOpenError */
export function sqliteDialect(path: string): Dialect {
  const database = openForService(path);
  // What is in memory belongs to one connection, and nothing of it waits for a disk.
  if (path === ':memory:') return new NodeSqliteDialect(() => new SqliteSession(database));
  database.close();
  return new NodeSqliteDialect(() => new SqliteThread({ path, pragmas: SERVICE_PRAGMAS }));
}

/** The same database for a process that only looks at it. @throws StoreOpenError */
export function sqliteDialectForReading(path: string): Dialect {
  const database = openForLooking(path);
  return new NodeSqliteDialect(() => new SqliteSession(database));
}

/** The same database for a process that works on it beside the service. It has to be there. @throws StoreOpenError */
export function sqliteDialectForOperator(path: string): Dialect {
  openBesideService(path).close();
  return new NodeSqliteDialect(() => new SqliteThread({ path, pragmas: OPERATOR_PRAGMAS }));
}

/** A connection, in this thread or in one of its own. */
interface Session {
  run(question: SqliteQuestion): SqliteAnswer | Promise<SqliteAnswer>;
  close(): void | Promise<void>;
}

/** Kysely's own driver would ask for a database of its kind; ours has its session. */
function notAsked(): Promise<never> {
  return Promise.reject(new Error('The database is behind the session.'));
}

class NodeSqliteDialect extends SqliteDialect {
  constructor(private readonly connect: () => Session) {
    super({ database: notAsked });
  }

  override createDriver(): Driver {
    return new SessionDriver(this.connect);
  }

  override createAdapter(): DialectAdapter {
    return new TransactionalDdlAdapter();
  }
}

/** One connection for everything: Kysely lets only one transaction or query at a time have it. */
class SessionDriver extends SqliteDriver {
  private session!: Session;
  private connection!: SessionConnection;

  constructor(private readonly connect: () => Session) {
    super({ database: notAsked });
  }

  /** With the first query. Kysely destroys only what it has initialised. */
  override init(): Promise<void> {
    this.session = this.connect();
    this.connection = new SessionConnection(this.session);
    return Promise.resolve();
  }

  override acquireConnection(): Promise<DatabaseConnection> {
    return Promise.resolve(this.connection);
  }

  /** Takes the write lock with the first statement, so that a database that is locked or full fails there and not inside somebody's work. */
  override async beginTransaction(connection: DatabaseConnection): Promise<void> {
    await connection.executeQuery(CompiledQuery.raw('begin immediate'));
  }

  /** Savepoints go with the next statement: nobody waits for an answer of theirs. */
  override async savepoint(
    _connection: DatabaseConnection,
    name: string,
    compileQuery: QueryCompiler['compileQuery'],
  ): Promise<void> {
    await super.savepoint(this.connection.ahead, name, compileQuery);
  }

  override async releaseSavepoint(
    _connection: DatabaseConnection,
    name: string,
    compileQuery: QueryCompiler['compileQuery'],
  ): Promise<void> {
    await super.releaseSavepoint(this.connection.ahead, name, compileQuery);
  }

  override async destroy(): Promise<void> {
    await this.session.close();
  }
}

class SessionConnection implements DatabaseConnection {
  private before: string[] = [];
  /** Takes statements without a result and keeps them until the next one. */
  readonly ahead: DatabaseConnection = {
    executeQuery: ({ sql }) => {
      this.before.push(sql);
      return Promise.resolve({ rows: [] });
    },
    streamQuery: (query) => this.streamQuery(query),
  };

  constructor(private readonly session: Session) {}

  async executeQuery<R>({ sql, parameters }: CompiledQuery): Promise<QueryResult<R>> {
    const question = { before: this.before, sql, parameters: parameters.map(asSqliteValue) };
    this.before = [];
    const { rows, changes, insertId } = await this.session.run(question);
    return {
      // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- Kysely knows which columns it asked for.
      rows: rows as R[],
      ...(changes !== null && { numAffectedRows: BigInt(changes) }),
      ...(insertId !== null && { insertId: BigInt(insertId) }),
    };
  }

  /** All at once: what the database holds of one thing fits into memory. */
  async *streamQuery<R>(query: CompiledQuery): AsyncIterableIterator<QueryResult<R>> {
    yield await this.executeQuery<R>(query);
  }
}

/** SQLite rolls DDL back like any other statement, so a migration that fails half way leaves nothing behind. */
class TransactionalDdlAdapter extends SqliteAdapter {
  override get supportsTransactionalDdl(): boolean {
    return true;
  }
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
