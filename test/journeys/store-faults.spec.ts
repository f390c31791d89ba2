import { execFileSync } from 'node:child_process';
import { chmodSync, readFileSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { isLong } from '../support/fault-form.js';
import { FaultyService } from '../support/faulty-service.js';
import { Service } from '../support/service.js';
import { SmallDisk } from '../support/small-disk.js';
import { until } from '../support/until.js';

const CONSOLE_TOKEN = 'a-token-for-the-console-7f3a';
const MIB = 1_048_576;

const isRoot = process.getuid?.() === 0;
const mayMount = SmallDisk.isPossible;
if (!mayMount) process.stdout.write('D6, A13 are skipped: only root may mount a small disk\n');
const mayTrace = hasStrace();
if (!mayTrace) process.stdout.write('D8 is skipped: there is no strace that may trace\n');

function hasStrace(): boolean {
  try {
    execFileSync('strace', ['-f', '-o', '/dev/null', '-e', 'trace=fsync', 'true'], {
      stdio: 'ignore',
    });
    return true;
  } catch {
    return false;
  }
}

/** Taps, 100 a request, until one is refused. @returns how many were acknowledged, and the refusal */
async function tapUntilRefused(bot: FaultyService): Promise<{ taken: number; refusal: Response }> {
  for (let taken = 0; ; taken += 100) {
    const taps = Array.from({ length: 100 }, (_, index) => ({
      user: `${(index % 10) + 1}`,
      payload: `FAULT_SAY_${'x'.repeat(900)}`,
    }));
    const answer = await bot.tap(...taps);
    if (answer.status !== 200) return { taken, refusal: answer };
  }
}

(mayMount ? describe : describe.skip)('a full disk', () => {
  let disk: SmallDisk | null = null;
  let bot: FaultyService;

  afterEach(async () => {
    await bot.remove();
    disk?.remove();
  });

  async function start(): Promise<SmallDisk> {
    disk = SmallDisk.of(48);
    bot = await FaultyService.create(disk.folder);
    await bot.start({ variables: { CONSOLE_TOKEN } });
    await until(reserveIsThere);
    return disk;
  }

  function reserveIsThere(): boolean {
    return statSync(`${bot.database}.reserve`, { throwIfNoEntry: false })?.size === 16 * MIB;
  }

  it(`D6, A13: is answered with 503, no 200 is false, reading goes on, and events are taken again when there is space`, async () => {
    const small = await start();
    small.fill();
    const { taken, refusal } = await tapUntilRefused(bot);
    expect([refusal.status, refusal.headers.get('retry-after')]).toEqual([503, '5']);
    expect(bot.events().length).toBeGreaterThanOrEqual(taken);
    const headers = { 'X-Console-Token': CONSOLE_TOKEN };
    const read = await fetch(`${bot.service.url}/console/api/attributions`, { headers });
    expect(read.status).toBe(200);
    await bot.service.hasWritten('the disk is full: nothing is accepted');
    expect((await bot.tap({ user: '1', payload: 'FAULT_SAY_HI' })).status).toBe(503);
    small.free();
    await bot.service.hasWritten('there is space again: events');
    expect((await bot.tap({ user: '1', payload: 'FAULT_SAY_HI' })).status).toBe(200);
    await bot.until((events) => events.every(({ state }) => state === 'done'));
    await bot.sent.until('1', 'said FAULT_SAY_HI');
    expect(bot.events().length).toBeGreaterThanOrEqual(taken + 1);
    expect(reserveIsThere()).toBe(true);
  }, 60_000);

  it(`D6: is made room on with the reserve, when there are rows that need not be kept`, async () => {
    const small = await start();
    const other = new DatabaseSync(bot.database);
    const insert = other.prepare(
      "insert into inbox_quarantine (received_at, reason, body) values (1, 'old', randomblob(1048576))",
    );
    for (let at = 0; at < 8; at += 1) insert.run();
    other.close();
    small.fill();
    await tapUntilRefused(bot);
    await bot.service.hasWritten('there is space again: events');
    expect((await bot.tap({ user: '1', payload: 'FAULT_SAY_HI' })).status).toBe(200);
  }, 60_000);
});

describe('a database that cannot be used', () => {
  let bot: FaultyService;

  beforeEach(async () => {
    bot = await FaultyService.create();
    await bot.start();
    await bot.tap({ user: '1', payload: 'FAULT_SAY_HI' });
    await bot.sent.until('1', 'said FAULT_SAY_HI');
  });

  afterEach(() => bot.remove());

  /** Starts the service, which ends. */
  async function failure(): Promise<[number | null, string]> {
    const { database, sent } = bot;
    const service = await Service.launch({ database, graphUrl: sent.url });
    return [await service.exited(), service.output];
  }

  it('D5: is not opened when it is damaged, named, and left as it is', async () => {
    await bot.service.end();
    const bytes = readFileSync(bot.database);
    bytes.fill(0x5a, 4_096 * 2, 4_096 * 6);
    writeFileSync(bot.database, bytes);
    const [code, output] = await failure();
    expect(code).toBe(78);
    expect(output).toMatch(
      /^STORE_OPEN_FAILED: the database .*faults\.db cannot be used: .*damaged/mu,
    );
    expect(output).toContain('backup');
    expect(readFileSync(bot.database).equals(bytes)).toBe(true);
  });

  it('D5: is opened with what is intact of its log when the tail of that is torn', async () => {
    const taps = Array.from({ length: 50 }, (_, index) => `FAULT_SAY_${index}`);
    for (const payload of taps) await bot.tap({ user: '2', payload });
    await bot.service.end('SIGKILL');
    const wal = `${bot.database}-wal`;
    truncateSync(wal, statSync(wal).size - 1_000);
    await bot.start();
    await bot.until((events) => events.every(({ state }) => state === 'done'));
    const kept = bot.events().length;
    expect(kept).toBeGreaterThan(40);
    expect((await bot.tap({ user: '3', payload: 'FAULT_SAY_AFTER' })).status).toBe(200);
    await bot.sent.until('3', 'said FAULT_SAY_AFTER');
  });

  it('D21: is not opened when a newer version has migrated it', async () => {
    await bot.service.end();
    const database = new DatabaseSync(bot.database);
    database.exec("insert into inbox_migrations values ('999-future', '2030-01-01T00:00:00.000Z')");
    database.close();
    const [code, output] = await failure();
    expect(code).toBe(78);
    expect(output).toMatch(/^STORE_MIGRATION_FAILED: the tables of "inbox" cannot be brought/mu);
    expect(output).toContain('If a newer version of the service wrote this database');
  });
});

(isRoot && !mayMount ? describe.skip : describe)('a database that nobody may write', () => {
  it('D7: is not opened when nobody may write it, and named', async () => {
    const bot = await FaultyService.create();
    await bot.start();
    await bot.service.end();
    const disk = isRoot ? SmallDisk.of(4) : null;
    const database = disk ? `${disk.folder}/start.db` : bot.database;
    if (disk) writeFileSync(database, readFileSync(bot.database));
    disk?.readOnly();
    if (!disk) chmodSync(bot.folder, 0o500);
    const service = await Service.launch({ database, graphUrl: bot.sent.url });
    expect(await service.exited()).toBe(78);
    expect(service.output).toMatch(/^STORE_OPEN_FAILED: the database .*\.db cannot be used/mu);
    if (!disk) chmodSync(bot.folder, 0o700);
    disk?.remove();
    await bot.remove();
  });
});

(mayTrace ? describe : describe.skip)('a disk whose sync fails', () => {
  it(`D8, A13: is answered with 503, ends the service with 74, and the next start goes on; no 200 was false`, async () => {
    const bot = await FaultyService.create();
    await bot.start();
    await bot.service.end();
    const inject = ['fsync', 'fdatasync'].flatMap((call) => [
      '-e',
      `inject=${call}:error=EIO:when=60+`,
    ]);
    const trace = [
      'strace',
      '-f',
      '-qq',
      '-o',
      '/dev/null',
      '-e',
      'trace=fsync,fdatasync',
      ...inject,
    ];
    await bot.start({ under: trace });
    const taken: string[] = [];
    let refused = 0;
    for (let number = 0; refused === 0; number += 1) {
      const payload = `FAULT_SAY_${number}`;
      const answer = await bot.tap({ user: `${number}`, payload }).catch(() => null);
      if (answer?.status === 200) taken.push(payload);
      else refused = answer?.status ?? -1;
    }
    expect(refused).toBe(503);
    expect(await bot.service.exited()).toBe(74);
    expect(taken.length).toBeGreaterThan(0);
    await bot.start();
    for (const [number, payload] of taken.entries())
      await bot.sent.until(`${number}`, `said ${payload}`);
    await bot.until((events) => events.every(({ state }) => state === 'done'));
    await bot.remove();
  }, 60_000);
});

describe('two instances on one database', () => {
  const ROUNDS = isLong ? 20 : 2;

  it(`D16, A20: ${ROUNDS} times the second ends with 75 and names the first; after kill -9 of that it takes over within 10 s, and nothing is handled twice`, async () => {
    const bot = await FaultyService.create();
    for (let round = 0; round < ROUNDS; round += 1) {
      const first = await bot.start();
      const second = await Service.launch({ database: bot.database, graphUrl: bot.sent.url });
      expect(await second.exited()).toBe(75);
      expect(second.output).toContain(
        `STORE_IN_USE: process ${first.pid} on ${hostname()} works on the database ${bot.database}.`,
      );
      await bot.tap({ user: `${round}`, payload: 'FAULT_SAY_ONE' });
      await bot.until((events) => events.every(({ state }) => state === 'done'));
      await bot.sent.until(`${round}`, 'said FAULT_SAY_ONE');
      await first.end('SIGKILL');
      const begunMs = performance.now();
      await bot.start();
      await bot.tap({ user: `${round}`, payload: 'FAULT_SAY_TWO' });
      await bot.sent.until(`${round}`, 'said FAULT_SAY_TWO');
      expect(performance.now() - begunMs).toBeLessThan(10_000);
      await bot.service.end();
    }
    expect(bot.events().map(({ attempts }) => attempts)).toEqual(Array(ROUNDS * 2).fill(1));
    await bot.remove();
  }, 300_000);
});
