import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { sql } from 'kysely';
import { loadEnvironment } from '../config/index.js';
import type { StoreTransaction } from './round-member.js';
import type { StoreState } from './store-condition.js';
import { exitCodeOf, storeFaultOf, StoreUnavailableError } from './store.errors.js';
import { Store } from './store.js';

/** As node:sqlite throws them. */
const sqliteError = (errcode: number): Error => Object.assign(new Error('no'), { errcode });

describe('the condition of the store', () => {
  let folder: string;
  let store: Store;
  let states: StoreState[];

  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'tapline-condition-'));
    store = new Store(loadEnvironment({ STORE_URL: `sqlite:${join(folder, 'rows.db')}` }));
    await sql`create table rows (body blob)`.execute(store.tables());
    states = [];
    store.condition.onChange((state) => states.push(state));
  });

  afterEach(async () => {
    await store.onApplicationShutdown();
    rmSync(folder, { recursive: true, force: true });
  });

  const insert =
    (bytes = 1) =>
    (trx: StoreTransaction) =>
      sql`insert into rows values (zeroblob(${bytes}))`.execute(trx);
  const pragma = (text: string) => sql.raw(`pragma ${text}`).execute(store.tables());

  it('D7: is unavailable while nobody may write, and works again as soon as somebody may', async () => {
    await pragma('query_only = 1');
    await expect(store.transaction(insert())).rejects.toThrow(StoreUnavailableError);
    expect(store.condition.state).toBe('unavailable');
    await pragma('query_only = 0');
    await store.transaction(insert());
    expect(states).toEqual(['unavailable', 'working']);
  });

  it('D6: is full when nothing more fits, for all that wait for the same commit', async () => {
    await pragma('max_page_count = 20');
    await store.transaction(insert());
    const results = await Promise.allSettled([
      store.transaction(insert(200_000)),
      store.transaction(insert()),
    ]);
    expect(results.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    expect(store.condition.state).toBe('full');
    await pragma('max_page_count = 1000');
    await store.transaction(insert(200_000));
    expect(states).toEqual(['full', 'working']);
  });

  it('D6: lets in only what makes room while it is closed', async () => {
    store.condition.close();
    await expect(store.transaction(insert())).rejects.toThrow(StoreUnavailableError);
    await store.makeRoom(insert());
    store.condition.reopen();
    await store.transaction(insert());
  });

  it('D8: is broken for good after a failed sync: nothing is tried again', async () => {
    const codes: number[] = [];
    store.onBroken((exitCode) => codes.push(exitCode));
    store.condition.failed(sqliteError(1_034));
    let ran = false;
    const work = (): Promise<void> => {
      ran = true;
      return Promise.resolve();
    };
    await expect(store.transaction(work)).rejects.toThrow(StoreUnavailableError);
    await expect(store.makeRoom(work)).rejects.toThrow(StoreUnavailableError);
    expect([ran, store.condition.state, codes]).toEqual([false, 'broken', [74]]);
  });

  it.each([11, 26])(
    'D5: is broken for good when a statement of one caller shows a damaged file (%i), for all that share its commit',
    async (errcode) => {
      const results = await Promise.allSettled([
        store.transaction(insert()),
        store.transaction(() => Promise.reject(sqliteError(errcode))),
      ]);
      expect(results).toMatchObject([
        { status: 'rejected', reason: { code: 'STORE_UNAVAILABLE' } },
        { status: 'rejected', reason: { code: 'STORE_UNAVAILABLE' } },
      ]);
      expect(states).toEqual(['broken']);
    },
  );

  it.each([
    ['a failed sync', 1_034, 'broken', 74],
    ['a failed write', 778, 'broken', 74],
    ['a damaged page', 11, 'broken', 78],
    ['no database at all', 26, 'broken', 78],
    ['a full disk', 13, 'full', 74],
    ['too little memory for a read', 3_082, 'unavailable', 74],
    ['a lock', 5, 'unavailable', 74],
    ['a wrong statement', 1, null, 74],
  ])('D8: takes %s (%i) as %s', (_, errcode, fault, exitCode) => {
    const error = new Error('outer', { cause: sqliteError(errcode) });
    expect([storeFaultOf(error), exitCodeOf(error)]).toEqual([fault, exitCode]);
  });
});
