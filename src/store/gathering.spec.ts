import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { sql } from 'kysely';
import { loadEnvironment } from '../config/index.js';
import { StoreUnavailableError } from './store.errors.js';
import { Store } from './store.js';

describe('calls that wait at the same time', () => {
  let folder: string;
  let store: Store;
  /** How many calls were done by the same statement. */
  let together: number[];
  let add: (body: string) => Promise<string>;

  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'tapline-gathering-'));
    store = new Store(loadEnvironment({ STORE_URL: `sqlite:${join(folder, 'rows.db')}` }));
    await sql`create table rows (body text unique)`.execute(store.tables());
    together = [];
    add = store.gather(async (trx, bodies: readonly string[]) => {
      together.push(bodies.length);
      await sql`insert into rows select value from json_each(${JSON.stringify(bodies)})`.execute(
        trx,
      );
      return bodies.map((body) => `${body}!`);
    });
  });

  afterEach(async () => {
    await store.onApplicationShutdown();
    rmSync(folder, { recursive: true, force: true });
  });

  const rows = async (): Promise<unknown[]> => {
    const all = sql<{ body: string }>`select body from rows order by rowid`;
    return (await all.execute(store.tables())).rows.map(({ body }) => body);
  };

  it('are done together, and each gets its own answer', async () => {
    const answers = await Promise.all(['a', 'b', 'c'].map(add));
    expect([answers, together]).toEqual([['a!', 'b!', 'c!'], [3]]);
    expect(await rows()).toEqual(['a', 'b', 'c']);
  });

  it('are done one by one when one of them fails, and only that one hears of it', async () => {
    const answers = await Promise.allSettled(['a', 'b', 'a', 'c'].map(add));
    expect(answers.map(({ status }) => status)).toEqual([
      'fulfilled',
      'fulfilled',
      'rejected',
      'fulfilled',
    ]);
    expect([await rows(), together]).toEqual([
      ['a', 'b', 'c'],
      [4, 1, 1, 1, 1],
    ]);
  });

  it('leave alone what others do in the same round', async () => {
    await add('a');
    const other = store.transaction((trx) => sql`insert into rows values ('z')`.execute(trx));
    await expect(add('a')).rejects.toThrow('UNIQUE');
    await other;
    expect(await rows()).toEqual(['a', 'z']);
  });

  it('are all refused while the disk is full, the first as well', async () => {
    store.condition.failed(Object.assign(new Error('no space'), { errcode: 13 }));
    store.condition.close();
    const answers = await Promise.allSettled(['a', 'b'].map(add));
    expect(answers).toEqual(
      Array.from({ length: 2 }, () => ({
        status: 'rejected',
        reason: expect.any(StoreUnavailableError),
      })),
    );
  });
});
