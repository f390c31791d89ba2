import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { sql } from 'kysely';
import { loadEnvironment } from '../config/index.js';
import { openForReading } from './reading.store.js';
import { Store } from './store.js';

type NoteTables = { notes: { text: string } };

describe('a database that is only read', () => {
  let folder: string;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'tapline-reading-'));
  });

  afterEach(() => {
    rmSync(folder, { recursive: true, force: true });
  });

  const environmentOf = (file: string) =>
    loadEnvironment({ STORE_URL: `sqlite:${join(folder, file)}` });

  it('shows what is committed while the service works on it, and takes no changes', async () => {
    const store = new Store(environmentOf('tapline.db'));
    const reading = openForReading(environmentOf('tapline.db'));
    await store.transaction(async (trx) => {
      await sql`create table notes (text text)`.execute(trx);
      await sql`insert into notes values ('first')`.execute(trx);
    });
    const notes = reading.tables<NoteTables>();
    expect(await notes.selectFrom('notes').selectAll().execute()).toEqual([{ text: 'first' }]);
    await expect(notes.insertInto('notes').values({ text: 'x' }).execute()).rejects.toThrow(
      'attempt to write a readonly database',
    );
    await reading.close();
    await store.onApplicationShutdown();
  });

  it.each<[string, string, RegExp]>([
    [
      'is not there',
      'none.db',
      /^STORE_ABSENT: there is no database .*none\.db\. Set STORE_URL to the one of the service;/,
    ],
    [
      'is something else',
      'notes.txt',
      /^STORE_OPEN_FAILED: .*notes\.txt cannot be used: .*file is not a database/,
    ],
    ['is a folder', '.', /^STORE_OPEN_FAILED: the database .* cannot be used: /],
  ])('is refused by name when it %s', (_what, file, message) => {
    writeFileSync(join(folder, 'notes.txt'), 'no database'.repeat(100));
    expect(() => openForReading(environmentOf(file))).toThrow(message);
  });
});
