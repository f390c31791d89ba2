import { DatabaseSync } from 'node:sqlite';

const LOOK_EVERY_MS = 10;

/** Looks into the service's database from outside, while it works. */
export class InboxFile {
  constructor(path) {
    this.database = new DatabaseSync(path, { readOnly: true });
    this.waiting = this.database.prepare(
      "select count(*) as count from (select 1 from inbox_events where state = 'waiting' limit 1)",
    );
  }

  /** Resolves when nothing waits to be handled. */
  async empty() {
    while (this.waiting.get().count > 0)
      await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS));
  }

  /** How many events there are by what became of them: `done/handled`. */
  counts() {
    const rows = this.database
      .prepare(
        "select state || '/' || coalesce(disposition, '-') as became, count(*) as count from inbox_events group by 1",
      )
      .all();
    return Object.fromEntries(rows.map(({ became, count }) => [became, count]));
  }

  close() {
    this.database.close();
  }
}
