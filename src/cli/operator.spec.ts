import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { runCli } from '../../test/support/cli.js';

describe('a command on a database of an older version of the service', () => {
  let folder: string;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'tapline-outdated-'));
    new DatabaseSync(join(folder, 'tapline.db')).exec('create table older (id integer)');
  });

  afterEach(() => rmSync(folder, { recursive: true }));

  it.each([
    ['dead', 'list'],
    ['replies', 'list'],
    ['campaigns'],
    ['trace', 'm_1'],
    ['replay', '--since', '1h'],
  ])('tapline %s says how it is brought up to date, without a stack', async (...args) => {
    const run = await runCli(args, { database: join(folder, 'tapline.db') });
    expect(run).toEqual({
      code: 2,
      written: '',
      complaints:
        'STORE_OUTDATED: the database is of an older version of the service than this command. Start the service of this version once: it brings the database up to date.\n',
    });
  });
});
