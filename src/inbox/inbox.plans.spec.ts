import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { DatabaseSync } from 'node:sqlite';
import { AnInbox } from '../../test/support/an-inbox.js';
import { Retention } from '../store/index.js';
import { SqliteThread } from '../store/sqlite.thread.js';

// oxlint-disable-next-line typescript/unbound-method -- called with its thread below
const { run: original } = SqliteThread.prototype;

describe('the statements of the inbox', () => {
  const statements = new Set<string>();
  let inbox: AnInbox;

  beforeEach(async () => {
    const run = jest.spyOn(SqliteThread.prototype, 'run');
    run.mockImplementation(function (this: SqliteThread, question) {
      statements.add(question.sql);
      return original.call(this, question);
    });
    inbox = await AnInbox.start();
  });

  afterEach(async () => {
    await inbox.remove();
    jest.restoreAllMocks();
  });

  function plansOf(statement: string): string[] {
    const database = new DatabaseSync(inbox.path, { readOnly: true });
    try {
      const rows = database.prepare(`explain query plan ${statement}`).all();
      return rows.map(({ detail }) => String(detail));
    } finally {
      database.close();
    }
  }

  it('never look through a table: not when events come, are handled, fail, are tried again, and are forgotten', async () => {
    await inbox.app.init();
    statements.clear();
    inbox.scripted.behaviour = (event) =>
      event.userId === 'u1' ? Promise.reject(new Error('busy')) : Promise.resolve({});
    await inbox.receive(
      { user: 'u1', payload: 'A' },
      { user: 'u2', payload: 'B' },
      { user: 'u2', payload: 'C' },
    );
    await inbox.settledInTime(3);
    await inbox.app.get(Retention).purge();
    const scans = [...statements]
      .filter((statement) => /^(select|update|delete|insert|with)/i.test(statement))
      // The spec's own look at all events.
      .filter((statement) => statement !== 'select * from "inbox_events" order by "id"')
      .flatMap((statement) =>
        plansOf(statement)
          .filter((plan) => plan.startsWith('SCAN inbox_'))
          .map((plan) => `${plan}: ${statement}`),
      );
    expect(scans).toEqual([]);
    expect(statements.size).toBeGreaterThan(10);
  });
});
