import { DatabaseSync } from 'node:sqlite';
import { jest } from '@jest/globals';

const FINDS_ROWS = /^(?:select|update|delete|insert|with)\b/i;
/** What runs once at a start may look through what waits, and a migration through everything. */
const AT_START =
  /_migrations"|where claimed_by is not null|= coalesce\(\(|^select distinct ready_at/;

/** The statements that the program itself gives to SQLite from now on, and how SQLite carries them out. */
export class Statements {
  private readonly prepared = jest.spyOn(DatabaseSync.prototype, 'prepare');
  private readonly databases = new Map<string, DatabaseSync>();

  /** Those that find rows in a table of this folder while the service works. */
  of(folder: string): readonly string[] {
    for (const [at, [statement]] of this.prepared.mock.calls.entries()) {
      const database = this.prepared.mock.contexts[at];
      if (database instanceof DatabaseSync && !statement.startsWith('explain'))
        this.databases.set(statement, database);
    }
    return [...this.databases.keys()].filter(
      (statement) =>
        FINDS_ROWS.test(statement) && !AT_START.test(statement) && statement.includes(`${folder}_`),
    );
  }

  /** The steps of the plan, in SQLite's words: `SEARCH inbox_events USING INDEX …`. */
  planOf(statement: string): readonly string[] {
    const rows = this.databases.get(statement)?.prepare(`explain query plan ${statement}`).all();
    return (rows ?? []).map(({ detail }) => String(detail));
  }

  stop(): void {
    this.prepared.mockRestore();
  }
}
