import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { Test, type TestingModule } from '@nestjs/testing';
import { ConfigModule, loadEnvironment } from '../config/index.js';
import { Store, StoreModule } from '../store/index.js';
import { inboxSchema } from './inbox.schema.js';
import { countUnhandled, readUnhandled } from './unhandled-taps.js';

describe('the count of unhandled taps', () => {
  let app: TestingModule;

  beforeEach(async () => {
    const environment = loadEnvironment({ STORE_URL: 'sqlite::memory:' });
    app = await Test.createTestingModule({
      imports: [
        ConfigModule.forRoot(environment),
        StoreModule,
        StoreModule.forFeature(inboxSchema),
      ],
    }).compile();
    app.useLogger(false);
  });

  afterEach(() => app.close());

  const count = (sample: string, now: number, reason = 'no-route'): Promise<void> =>
    app.get(Store).transaction((trx) => countUnhandled(trx, { pageId: '1', reason, sample }, now));

  it('is kept for each look and reason, the most frequent first', async () => {
    await count('OLD_#', 1_000);
    await count('NEW_#', 2_000);
    await count('NEW_#', 3_000);
    await count('NEW_#', 4_000, 'bad-data');
    const rows = await readUnhandled(app.get(Store));
    expect(rows).toEqual([
      {
        pageId: '1',
        reason: 'no-route',
        sample: 'NEW_#',
        count: 2,
        firstAt: new Date(2_000),
        lastAt: new Date(3_000),
      },
      {
        pageId: '1',
        reason: 'bad-data',
        sample: 'NEW_#',
        count: 1,
        firstAt: new Date(4_000),
        lastAt: new Date(4_000),
      },
      {
        pageId: '1',
        reason: 'no-route',
        sample: 'OLD_#',
        count: 1,
        firstAt: new Date(1_000),
        lastAt: new Date(1_000),
      },
    ]);
  });

  it('counts what looks new as one when 1,000 looks are kept, and the known ones as before', async () => {
    for (let index = 0; index < 1_000; index += 1) await count(`LOOK_${index}`, 1);
    await count('ONE_MORE', 2);
    await count('AND_ONE_MORE', 3);
    await count('LOOK_7', 4);
    const rows = await readUnhandled(app.get(Store));
    expect(rows.length).toBe(1_001);
    expect(rows.slice(0, 2)).toEqual([
      expect.objectContaining({ sample: 'LOOK_7', count: 2 }),
      expect.objectContaining({ sample: '…', count: 2 }),
    ]);
  });
});
