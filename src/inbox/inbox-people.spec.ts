import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { KyselyPlugin } from 'kysely';
import { AnInbox } from '../../test/support/an-inbox.js';
import { loadEnvironment } from '../config/index.js';
import { openForOperator, type OperatorStore, Store } from '../store/index.js';
import { eraseFromInbox } from './inbox-people.js';

const EVENTS = 1_200;

describe('erasing a person beside the running service', () => {
  let inbox: AnInbox;
  let operator: OperatorStore;
  let service: DatabaseSync;

  beforeEach(async () => {
    inbox = await AnInbox.start();
    await inbox.receive(
      ...Array.from({ length: EVENTS }, (_, index) => ({ user: '70001', payload: `P${index}` })),
    );
    const bodies = ['{"sender":{"id":"70001"}', 'somebody else'].map((body) => ({
      received_at: 0,
      reason: 'malformed-json',
      body: Buffer.from(body),
    }));
    await inbox.tables().insertInto('inbox_quarantine').values(bodies).execute();
    operator = openForOperator(loadEnvironment({ STORE_URL: `sqlite:${inbox.path}` }));
    service = new DatabaseSync(inbox.path);
  });

  afterEach(async () => {
    service.close();
    await operator.close();
    await inbox.remove();
  });

  function mayWrite(): boolean {
    try {
      service.exec('begin immediate; rollback');
      return true;
    } catch {
      return false;
    }
  }

  /** Has `look` run after every statement. */
  const watched = (look: () => void): KyselyPlugin => ({
    transformQuery: ({ node }) => node,
    transformResult: ({ result }) => {
      look();
      return Promise.resolve(result);
    },
  });

  const rows = (): Promise<{ id: number }[]> =>
    inbox.tables().selectFrom('inbox_events').select('id').execute();

  const queued = (): Promise<object[]> =>
    inbox.app.get(Store).tables().selectFrom('inbox_conversations').selectAll().execute();

  it('O6: looks through the tables before it takes the lock, and gives the lock back after every 500 rows', async () => {
    const writable: boolean[] = [];
    const commits = new Set<unknown>();
    const look = watched(() => {
      writable.push(mayWrite());
      commits.add(service.prepare('pragma data_version').get()?.['data_version']);
    });
    await operator.inPieces((db) => eraseFromInbox(db.withPlugin(look), { userId: '70001' }));
    expect(writable.slice(0, 3)).toEqual([true, true, true]);
    expect(writable).toContain(false);
    expect(commits.size).toBeGreaterThanOrEqual(5);
    expect(await rows()).toEqual([]);
  });

  it('O6: lets what the service has waited with go on between two pieces', async () => {
    let left = EVENTS;
    const stored: Promise<unknown>[] = [];
    const look = watched(() => {
      if (!mayWrite() && stored.length === 0) stored.push(store());
    });
    const store = async (): Promise<void> => {
      await inbox.receive({ user: '8', payload: 'B' });
      left = (await rows()).length - 1;
    };
    await operator.inPieces((db) => eraseFromInbox(db.withPlugin(look), { userId: '70001' }));
    await Promise.all(stored);
    expect(left).toBeGreaterThan(0);
    expect(left).toBeLessThan(EVENTS);
  });

  it('O6: comes to the same end when it is interrupted and run again', async () => {
    let statements = 0;
    const interrupted = watched(() => {
      statements += 1;
      if (statements === 19) throw new Error('the terminal was closed');
    });
    const person = { userId: '70001' };
    await expect(
      operator.inPieces((db) => eraseFromInbox(db.withPlugin(interrupted), person)),
    ).rejects.toThrow('the terminal was closed');
    expect([await rows(), (await queued()).length]).toEqual([[], 1]);
    await operator.inPieces((db) => eraseFromInbox(db, person));
    expect(await rows()).toEqual([]);
    expect(await queued()).toEqual([]);
  });

  it('O6: leaves what came meanwhile in the queue', async () => {
    const stored: Promise<unknown>[] = [];
    const look = watched(() => {
      if (!mayWrite() && stored.length === 0)
        stored.push(inbox.receive({ user: '70001', payload: 'LATE' }));
    });
    await operator.inPieces((db) => eraseFromInbox(db.withPlugin(look), { userId: '70001' }));
    await Promise.all(stored);
    expect(await rows()).toHaveLength(1);
    expect(await queued()).toHaveLength(1);
  });
});
