import { AsyncLocalStorage } from 'node:async_hooks';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { sql } from 'kysely';
import { loadEnvironment } from '../config/index.js';
import type { StoreTransaction } from './round-member.js';
import { StoreUnavailableError } from './store.errors.js';
import { Store } from './store.js';

describe('transactions that share a commit', () => {
  let folder: string;
  let store: Store;
  let other: DatabaseSync;

  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'tapline-commit-'));
    store = new Store(loadEnvironment({ STORE_URL: `sqlite:${join(folder, 'rows.db')}` }));
    await sql`create table rows (body text)`.execute(store.tables());
    other = new DatabaseSync(join(folder, 'rows.db'));
  });

  afterEach(async () => {
    other.close();
    await store.onApplicationShutdown();
    rmSync(folder, { recursive: true, force: true });
  });

  const insert = (trx: StoreTransaction): Promise<unknown> =>
    sql`insert into rows values ('one')`.execute(trx);

  describe('while another process holds the lock', () => {
    beforeEach(() => other.exec('begin immediate'));

    it('wait until it lets go, and everything else goes on meanwhile', async () => {
      const inserted = store.transaction(insert);
      expect(await shareHeldUp()).toBeLessThan(0.5);
      other.exec('rollback');
      await inserted;
      expect(store.condition.state).toBe('working');
    });

    it('are refused after 3 s; the next at once, until it lets go', async () => {
      const begunMs = performance.now();
      await expect(store.transaction(insert)).rejects.toBeInstanceOf(StoreUnavailableError);
      const refusedMs = performance.now();
      expect(refusedMs - begunMs).toBeGreaterThan(2_900);
      await expect(store.transaction(insert)).rejects.toBeInstanceOf(StoreUnavailableError);
      expect(performance.now() - refusedMs).toBeLessThan(2_000);
      other.exec('rollback');
      await store.transaction(insert);
    });
  });

  describe('that different callers ask for', () => {
    const caller = new AsyncLocalStorage<string>();

    it('run each in the name of its own caller', async () => {
      const seen: unknown[] = [];
      const look = (): Promise<unknown> => Promise.resolve(seen.push(caller.getStore()));
      await Promise.all(
        ['a', 'b', 'c'].map((name) => caller.run(name, () => store.transaction(look))),
      );
      expect(seen).toEqual(['a', 'b', 'c']);
    });

    it('come to their end in nobody’s name', async () => {
      const seen: unknown[] = [];
      store.condition.onChange((state) => seen.push(state, caller.getStore()));
      const full = Object.assign(new Error('no space'), { errcode: 13 });
      const failing = caller.run('a', () => store.transaction(() => Promise.reject(full)));
      await expect(failing).rejects.toBeInstanceOf(StoreUnavailableError);
      expect(seen).toEqual(['full', undefined]);
    });
  });
});

/** Which share of the time, looked at for a while, the event loop was held up for 90 ms or more at a stretch. */
function shareHeldUp(): Promise<number> {
  return new Promise((resolve) => {
    const gapsMs: number[] = [];
    let lastMs = performance.now();
    const looking = setInterval(() => {
      gapsMs.push(performance.now() - lastMs);
      lastMs = performance.now();
      if (gapsMs.length < 50) return;
      clearInterval(looking);
      const held = gapsMs.filter((gapMs) => gapMs >= 90);
      resolve(sum(held) / sum(gapsMs));
    }, 10);
  });
}

const sum = (numbers: readonly number[]): number => numbers.reduce((all, one) => all + one, 0);
