import { jest } from '@jest/globals';
import { SqliteSession } from '../../src/store/sqlite.session.js';
import { SqliteThread } from '../../src/store/sqlite.thread.js';

const FINDS_ROWS = /^\s*(?:select|update|delete|insert|with)\b/i;
/** What runs once at a start may look through what waits, and a migration through everything. */
const AT_START =
  /_migrations"|where claimed_by is not null|= coalesce\(\(|^select distinct ready_at|^update inbox_conversations set ready_at = \?\s+where ready_at >/;

/** The statements that the program itself gives to SQLite from now on, and how SQLite carries them out. */
export class Statements {
  /** A database on a disk is asked through its thread, one in memory at once. */
  private readonly asked = [
    jest.spyOn(SqliteThread.prototype, 'run'),
    jest.spyOn(SqliteSession.prototype, 'run'),
  ];

  /** Those that find rows in a table of this folder while the service works. */
  of(folder: string): readonly string[] {
    const all = new Set(this.asked.flatMap(({ mock }) => mock.calls.map(([{ sql }]) => sql)));
    return [...all].filter(
      (statement) =>
        FINDS_ROWS.test(statement) && !AT_START.test(statement) && statement.includes(`${folder}_`),
    );
  }

  /** The steps of the plan, in SQLite's words: `SEARCH inbox_events USING INDEX …`. */
  async planOf(statement: string): Promise<readonly string[]> {
    const database = this.asked.flatMap(({ mock }) => mock.contexts).find(isConnection);
    if (!database) throw new Error('Nothing was asked of the database.');
    const { rows } = await database.run({
      sql: `explain query plan ${statement}`,
      parameters: [],
      before: [],
    });
    return rows.map((row) => (row as { detail: string }).detail);
  }

  stop(): void {
    for (const spy of this.asked) spy.mockRestore();
  }
}

function isConnection(value: unknown): value is SqliteThread | SqliteSession {
  return value instanceof SqliteThread || value instanceof SqliteSession;
}
