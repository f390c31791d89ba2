import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { Logger } from '@nestjs/common';
import { sql } from 'kysely';
import { loadEnvironment } from '../config/index.js';
import { Clock } from './clock.js';
import { DiskSpace } from './disk-space.service.js';
import { Retention } from './retention.service.js';
import { SchemaMigrator } from './schema.migrator.js';
import type { StoreState } from './store-condition.js';
import { Store } from './store.js';

describe('a full disk', () => {
  let folder: string;
  let store: Store;
  let disk: DiskSpace;
  /** So many of the next questions to the database get an error for an answer. */
  let failures: number;
  const clock = new Clock();

  beforeEach(async () => {
    Logger.overrideLogger(false);
    folder = mkdtempSync(join(tmpdir(), 'tapline-disk-'));
    const environment = loadEnvironment({ STORE_URL: `sqlite:${join(folder, 'rows.db')}` });
    store = new Store(environment);
    await sql`create table rows (body blob)`.execute(store.tables());
    failures = 0;
    const unsteady = Object.create(store, {
      tables: {
        value: () => {
          if (failures === 0) return store.tables();
          failures -= 1;
          throw Object.assign(new Error('disk I/O error'), { errcode: 266 });
        },
      },
    }) as Store;
    const migrator = new SchemaMigrator(store, environment);
    disk = new DiskSpace(unsteady, new Retention(store, migrator, clock), environment);
  });

  afterEach(async () => {
    await disk.beforeApplicationShutdown();
    await store.onApplicationShutdown();
    clock.onApplicationShutdown();
    rmSync(folder, { recursive: true, force: true });
  });

  /** As after an insert for which there was no space. */
  const becomeFull = (): void =>
    store.condition.failed(Object.assign(new Error('no space'), { errcode: 13 }));

  it('D6: is regained although a look for space fails', async () => {
    await disk.start();
    const works = new Promise<StoreState>((resolve) => {
      store.condition.onChange((state) => void (state === 'working' && resolve(state)));
    });
    failures = 2; // The purge's, and the look's.
    becomeFull();
    expect(store.condition.isClosed).toBe(true);
    expect([await works, failures, store.condition.isClosed]).toEqual(['working', 0, false]);
  });

  it('D6: stays full when the service stops before there is space', async () => {
    mkdirSync(join(folder, 'rows.db.reserve')); // Nothing can be set aside.
    await disk.start();
    becomeFull();
    await disk.beforeApplicationShutdown();
    expect([store.condition.state, store.condition.isClosed]).toEqual(['full', true]);
  });
});
