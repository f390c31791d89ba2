import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { Test } from '@nestjs/testing';
import { sql } from 'kysely';
import { type CliRun, runCli } from '../../test/support/cli.js';
import { ConfigModule, loadEnvironment } from '../config/index.js';
import { PostbackModule } from '../postback/index.js';
import { ReferralModule } from '../referral/index.js';
import { type Schema, StoreModule } from '../store/index.js';

/** A feature that does more than it is asked for. */
const busy: Schema = {
  name: 'busy',
  migrations: {},
  people: {
    erase: () => Promise.resolve({}),
    export: async (db) => {
      await sql`create table busy_notes (psid text)`.execute(db);
      return {};
    },
  },
};

describe('tapline export and erase', () => {
  let folder: string;
  let database: string;

  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'tapline-people-'));
    database = join(folder, 'tapline.db');
    const environment = loadEnvironment({ STORE_URL: `sqlite:${database}` });
    const app = await Test.createTestingModule({
      imports: [
        ConfigModule.forRoot(environment),
        StoreModule,
        PostbackModule.forRoot({}),
        ReferralModule,
      ],
    }).compile();
    app.useLogger(false);
    await (await app.init()).close();
  });

  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  const run = (...args: readonly string[]): Promise<CliRun> =>
    runCli(args, { database, imports: [StoreModule.forFeature(busy)] });

  it.each(['export', 'erase'])(
    'changes nothing with %s as long as it is not told to',
    async (command) => {
      await expect(run(command, '--user', '7')).rejects.toThrow('readonly database');
    },
  );
});
