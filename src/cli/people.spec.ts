import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { sql } from 'kysely';
import { loadEnvironment } from '../config/index.js';
import { openForOperator, type OperatorStore, type Schema, Store } from '../store/index.js';
import { eraseEverywhere } from './people.js';

describe('erasing a person everywhere', () => {
  let folder: string;
  let operator: OperatorStore;

  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'tapline-people-'));
    const environment = loadEnvironment({ STORE_URL: `sqlite:${join(folder, 'people.db')}` });
    await new Store(environment).onApplicationShutdown();
    operator = openForOperator(environment);
  });

  afterEach(async () => {
    await operator.close();
    rmSync(folder, { recursive: true, force: true });
  });

  const seen: string[] = [];
  const schema = (name: string, inPieces?: true): Schema => ({
    name,
    migrations: {},
    people: {
      ...(inPieces && { inPieces }),
      export: () => Promise.resolve({}),
      erase: async (db) => {
        await sql`select 1`.execute(db);
        seen.push(`${name} ${db.isTransaction ? 'in a transaction' : 'outside'}`);
        return { [name]: 1 };
      },
    },
  });

  it('O6: goes folder by folder, the last one first, each in a transaction of its own unless it looks through tables', async () => {
    const schemas = [schema('inbox', true), schema('orders'), schema('outbox')];
    const counts = await eraseEverywhere(operator, schemas, { userId: '7' });
    expect(seen).toEqual(['outbox in a transaction', 'orders in a transaction', 'inbox outside']);
    expect(counts).toEqual({ inbox: 1, orders: 1, outbox: 1 });
  });
});
