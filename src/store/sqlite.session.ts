import { DatabaseSync, type SQLInputValue, type StatementSync } from 'node:sqlite';
import { type MessagePort, parentPort, workerData } from 'node:worker_threads';

/*
 * This file is a module and, for databases on a disk, also the script of a thread. It imports nothing of ours, because a
 * thread is started from the source as it is: Node takes the types away itself, but finds no `.js` beside a `.ts`.
 */

/** Statements kept ready; compiling one costs more than running it. */
const PREPARED_MAX = 500;

/** What a statement gave. */
export interface SqliteAnswer {
  readonly rows: unknown[];
  /** Set for statements that return no rows. */
  readonly changes: number | null;
  readonly insertId: number | null;
}

/** What the thread is asked, in order, and answers in the same order. */
export interface SqliteQuestion {
  /** Statements without a result that run first. */
  readonly before: readonly string[];
  readonly sql: string;
  readonly parameters: readonly SQLInputValue[];
}

export type SqliteReply = SqliteAnswer | SqliteFailure;

/** An error of `node:sqlite`, whose code does not survive the way between threads by itself. */
interface SqliteFailure {
  readonly message: string;
  /** SQLite's extended result code. */
  readonly errcode: unknown;
}

/** For {@link workerData}. */
export interface SqliteThreadStart {
  readonly sqlite: { readonly path: string; readonly pragmas: string };
}

interface Prepared {
  readonly statement: StatementSync;
  readonly returnsRows: boolean;
}

/** A connection: runs statements at once, in the thread that asks. */
export class SqliteSession {
  private readonly prepared = new Map<string, Prepared>();
  private readonly database: DatabaseSync;

  constructor(database: DatabaseSync) {
    this.database = database;
  }

  run({ before, sql, parameters }: SqliteQuestion): SqliteAnswer {
    for (const statement of before) this.prepare(statement).statement.run();
    const { statement, returnsRows } = this.prepare(sql);
    if (returnsRows) return { rows: statement.all(...parameters), changes: null, insertId: null };
    const { changes, lastInsertRowid } = statement.run(...parameters);
    return { rows: [], changes: Number(changes), insertId: Number(lastInsertRowid) };
  }

  close(): void {
    this.database.close();
  }

  private prepare(sql: string): Prepared {
    const known = this.prepared.get(sql);
    if (known) return known;
    if (this.prepared.size >= PREPARED_MAX) this.prepared.clear();
    const statement = this.database.prepare(sql);
    const prepared = { statement, returnsRows: statement.columns().length > 0 };
    this.prepared.set(sql, prepared);
    return prepared;
  }
}

/**
 * Sets a connection up. That a commit returns only after the log is on disk is what "stored before answered" rests on, so it
 * is read back instead of believed.
 */
export function prepareToWrite(database: DatabaseSync, pragmas: string): void {
  database.exec(pragmas);
  if (database.prepare('PRAGMA synchronous').get()?.['synchronous'] !== 2)
    throw new Error('it does not accept synchronous=FULL');
}

function serve(port: MessagePort, { sqlite: { path, pragmas } }: SqliteThreadStart): void {
  const database = new DatabaseSync(path);
  prepareToWrite(database, pragmas);
  const session = new SqliteSession(database);
  port.on('message', (question: SqliteQuestion | null) => {
    if (question !== null) return port.postMessage(answerTo(session, question));
    session.close();
    port.close();
  });
}

function answerTo(session: SqliteSession, question: SqliteQuestion): SqliteReply {
  try {
    return session.run(question);
  } catch (error) {
    return failureOf(error);
  }
}

function failureOf(error: unknown): SqliteFailure {
  const message = error instanceof Error ? error.message : String(error);
  const errcode = error instanceof Error && 'errcode' in error ? error.errcode : null;
  return { message, errcode };
}

function isThreadStart(data: unknown): data is SqliteThreadStart {
  return typeof data === 'object' && data !== null && 'sqlite' in data;
}

if (parentPort && isThreadStart(workerData)) serve(parentPort, workerData);
