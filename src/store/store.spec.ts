import { afterEach, describe, expect, it } from '@jest/globals';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { Test, type TestingModule } from '@nestjs/testing';
import { sql } from 'kysely';
import { ConfigModule, loadEnvironment } from '../config/index.js';
import { type Schema, SchemaMigrator } from './schema.migrator.js';
import { MigrationError, StoreInUseError, StoreOpenError } from './store.errors.js';
import { StoreModule } from './store.module.js';
import { Store } from './store.js';

type Shelf = { shelf_books: { id: number; title: string } };

const books = (extra: Schema['migrations'] = {}): Schema => ({
  name: 'shelf',
  migrations: {
    '001-books': {
      up: async (db) => {
        await sql`create table shelf_books (id integer primary key, title text not null)`.execute(
          db,
        );
      },
    },
    ...extra,
  },
  seed: async (db) => {
    await sql`insert into shelf_books values (1, 'Emma') on conflict do nothing`.execute(db);
  },
});

const nothing = (): Promise<void> => Promise.resolve();

const titles = async (store: Store): Promise<string[]> =>
  (
    await store.tables<Shelf>().selectFrom('shelf_books').select('title').orderBy('id').execute()
  ).map(({ title }) => title);

/** Counts the commits in a write-ahead log: a frame whose header names the size of the database ends a transaction. */
function commitsIn(wal: string): number {
  const bytes = readFileSync(wal);
  const frameLength = 24 + bytes.readUInt32BE(8);
  let commits = 0;
  for (let at = 32; at + frameLength <= bytes.length; at += frameLength) {
    if (bytes.readUInt32BE(at + 4) > 0) commits += 1;
  }
  return commits;
}

describe('Store', () => {
  const folder = mkdtempSync(join(tmpdir(), 'tapline-store-'));
  const open: TestingModule[] = [];

  async function start(schema: Schema, file = 'books.db', live = false): Promise<Store> {
    const environment = loadEnvironment({
      STORE_URL: `sqlite:${join(folder, file)}`,
      ...(live && {
        META_APP_SECRET: '0f1e2d3c4b5a69788796a5b4c3d2e1f0',
        META_VERIFY_TOKEN: 'a-long-and-random-verify-token',
        META_PAGE_TOKENS: '1:a',
      }),
    });
    const app = await Test.createTestingModule({
      imports: [ConfigModule.forRoot(environment), StoreModule, StoreModule.forFeature(schema)],
    }).compile();
    open.push(app);
    return app.get(Store);
  }

  afterEach(async () => {
    for (const app of open.splice(0)) await app.close();
    rmSync(folder, { recursive: true, force: true });
  });

  it('creates the tables of a folder before anything runs, and its rows in demo mode only', async () => {
    expect(await titles(await start(books()))).toEqual(['Emma']);
    expect(await titles(await start(books(), 'live.db', true))).toEqual([]);
  });

  it('keeps what was committed, and runs only the migrations that are new', async () => {
    await (
      await start(books())
    )
      .tables<Shelf>()
      .insertInto('shelf_books')
      .values({ id: 2, title: 'Persuasion' })
      .execute();
    await open.pop()?.close();
    const again = await start(
      books({
        '002-capitals': {
          up: async (db) => {
            await sql`update shelf_books set title = upper(title)`.execute(db);
          },
        },
      }),
    );
    expect(await titles(again)).toEqual(['EMMA', 'PERSUASION']);
  });

  it('syncs every commit to disk', async () => {
    const store = await start(books());
    const { rows } = await sql<{ synchronous: number }>`PRAGMA synchronous`.execute(store.tables());
    expect(rows).toEqual([{ synchronous: 2 }]);
  });

  it('rolls a failed transaction back', async () => {
    const store = await start(books());
    const failing = store.transaction(async (trx) => {
      await trx
        .$extendTables<Shelf>()
        .insertInto('shelf_books')
        .values({ id: 3, title: 'lost' })
        .execute();
      throw new Error('changed my mind');
    });
    await expect(failing).rejects.toThrow('changed my mind');
    expect(await titles(store)).toEqual(['Emma']);
  });

  it('shares one commit between transactions that wait together, and rolls back only the one that fails', async () => {
    const store = await start(books());
    const insert = (id: number): Promise<unknown> =>
      store.transaction(async (trx) => {
        await trx
          .$extendTables<Shelf>()
          .insertInto('shelf_books')
          .values({ id, title: `no ${id}` })
          .execute();
        if (id === 4) throw new Error('not this one');
      });
    const wal = join(folder, 'books.db-wal');
    const before = commitsIn(wal);
    const results = await Promise.allSettled([2, 3, 4, 5].map(insert));
    expect(results.map(({ status }) => status)).toEqual([
      'fulfilled',
      'fulfilled',
      'rejected',
      'fulfilled',
    ]);
    expect(await titles(store)).toEqual(['Emma', 'no 2', 'no 3', 'no 5']);
    expect(commitsIn(wal) - before).toBe(1);
  });

  it('lets other work in between commits, however much waits for them', async () => {
    const store = await start(books());
    let turns = 0;
    const count = setInterval(() => (turns += 1), 0);
    const write = (id: number): Promise<unknown> =>
      store.transaction((trx) =>
        trx.$extendTables<Shelf>().insertInto('shelf_books').values({ id, title: 'x' }).execute(),
      );
    await Promise.all(Array.from({ length: 500 }, (_, id) => write(id + 2)));
    clearInterval(count);
    expect(turns).toBeGreaterThan(5);
  });

  it('works for one owner at a time, and for the next as soon as the first is gone', async () => {
    await start(books());
    await expect(start(books())).rejects.toBeInstanceOf(StoreInUseError);
    await open.pop()?.close();
    expect(await titles(await start(books()))).toEqual(['Emma']);
  });

  it('waits with a migration for another process that holds the lock', async () => {
    const store = await start(books());
    const other = new DatabaseSync(join(folder, 'books.db'));
    other.exec('begin immediate');
    const more: Schema = { ...books(), name: 'more', migrations: { '001-none': { up: nothing } } };
    const migrated = open[0]?.get(SchemaMigrator).migrate(more);
    await new Promise(setImmediate);
    other.close();
    await migrated;
    const { rows } = await sql`select name from more_migrations`.execute(store.tables());
    expect(rows).toEqual([{ name: '001-none' }]);
  });

  it('leaves nothing of a migration that fails half way', async () => {
    const broken = books({
      '002-broken': {
        up: async (db) => {
          await sql`create table shelf_half (id integer)`.execute(db);
          await sql`insert into nowhere values (1)`.execute(db);
        },
      },
    });
    await expect(start(broken)).rejects.toBeInstanceOf(MigrationError);
    const store = await start(books());
    await expect(sql`select * from shelf_half`.execute(store.tables())).rejects.toThrow(
      /no such table/,
    );
  });

  it('refuses a database that a newer version has migrated', async () => {
    await start(books({ '002-future': { up: () => Promise.resolve() } }));
    await open.pop()?.close();
    await expect(start(books())).rejects.toBeInstanceOf(MigrationError);
  });

  it('refuses a file that is no database, and leaves it as it is', async () => {
    await start(books());
    writeFileSync(
      join(folder, 'notes.txt'),
      'these are notes, not a database, and they go on for a while',
    );
    await expect(start(books(), 'notes.txt')).rejects.toBeInstanceOf(StoreOpenError);
  });
});
