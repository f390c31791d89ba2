import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { AnInbox } from '../../test/support/an-inbox.js';
import { Statements } from '../../test/support/statements.js';
import { Retention } from '../store/index.js';

/** The spec's own look at all events. */
const LOOK = 'select * from "inbox_events" order by "id"';

describe('the statements of the inbox', () => {
  let statements: Statements;
  let inbox: AnInbox;

  beforeEach(async () => {
    statements = new Statements();
    inbox = await AnInbox.start();
  });

  afterEach(async () => {
    statements.stop();
    await inbox.remove();
  });

  it('never look through a table: not when events come, are handled, fail, are tried again, and are forgotten', async () => {
    await inbox.app.init();
    inbox.scripted.behaviour = (event) =>
      event.userId === 'u1' ? Promise.reject(new Error('busy')) : Promise.resolve({});
    await inbox.receive(
      { user: 'u1', payload: 'A' },
      { user: 'u2', payload: 'B' },
      { user: 'u2', payload: 'C' },
    );
    await inbox.settledInTime(3);
    await inbox.app.get(Retention).purge();
    const all = statements.of('inbox').filter((statement) => statement !== LOOK);
    const scans: string[] = [];
    for (const statement of all)
      for (const step of await statements.planOf(statement))
        if (step.startsWith('SCAN inbox_')) scans.push(`${step}: ${statement}`);
    expect(scans).toEqual([]);
    expect(all.length).toBeGreaterThan(10);
  });
});
