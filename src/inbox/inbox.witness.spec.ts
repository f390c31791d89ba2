import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { Injectable, Module } from '@nestjs/common';
import { Test, type TestingModule } from '@nestjs/testing';
import { Collected, deliveryOf, Scripted, tapItem } from '../../test/support/an-inbox.js';
import { eventually } from '../../test/support/until.js';
import { ConfigModule, loadEnvironment } from '../config/index.js';
import type { MessengerEvent } from '../messaging/index.js';
import { Clock, Store, StoreModule } from '../store/index.js';
import { InboxModule } from './inbox.module.js';
import { InboxWitness, type Write } from './inbox.ports.js';
import { Inbox } from './inbox.service.js';
import type { InboxTables } from './inbox.tables.js';

@Injectable()
class Greeter extends Scripted {}

/** Writes each handler into a table of the inbox that nothing else needs here. */
@Injectable()
class Witness extends InboxWitness {
  failures = 0;
  readonly asked: string[] = [];

  override witness(event: MessengerEvent, handlers: readonly string[]): readonly Write[] {
    this.asked.push(`${event.userId}: ${handlers.join(', ')}`);
    return handlers.map((name) => async (root, now) => {
      const trx = root.$extendTables<InboxTables>();
      await trx
        .insertInto('inbox_audit')
        .values({ at: now, actor: 'witness', action: name, event_key: '' })
        .execute();
      if ((this.failures -= 1) >= 0) throw new Error('the pen is broken');
    });
  }
}

const ENDS = [Greeter, Scripted, Collected, Witness];

@Module({ providers: ENDS, exports: ENDS })
class Ends {}

describe('a witness of the inbox', () => {
  let app: TestingModule;

  beforeEach(async () => {
    app = await Test.createTestingModule({
      imports: [
        ConfigModule.forRoot(loadEnvironment({ STORE_URL: 'sqlite::memory:' })),
        StoreModule,
        InboxModule.forRoot({
          imports: [Ends],
          consumers: [Greeter, Scripted],
          replySink: Collected,
          witnesses: [Witness],
        }),
      ],
    }).compile();
    app.useLogger(false);
    await app.init();
  });

  afterEach(() => app.close());

  const written = async (): Promise<readonly string[]> => {
    const db = app.get(Store).tables<InboxTables>();
    const rows = await db.selectFrom('inbox_audit').select('action').orderBy('id').execute();
    return rows.map(({ action }) => action);
  };

  const tap = (): Promise<unknown> =>
    app.get(Inbox).receive(deliveryOf(tapItem({ user: '7', payload: 'BUY' })));

  const done = (): Promise<void> =>
    eventually(async () => {
      await app.get(Clock).advance(3_600_000);
      const db = app.get(Store).tables<InboxTables>();
      const [event] = await db.selectFrom('inbox_events').select('state').execute();
      expect(event?.state).toBe('done');
    });

  it('hears of each handler once, in the attempt in which its consumer gets through', async () => {
    app.get(Greeter).behaviour = () => Promise.resolve({ handler: 'Greeter.hi' });
    app.get(Scripted).behaviour = (_event, { attempt }) =>
      attempt < 3 ? Promise.reject(new Error('busy')) : Promise.resolve({ handler: 'Shop.buy' });
    await tap();
    await done();
    expect(app.get(Witness).asked).toEqual(['7: Greeter.hi', '7: Shop.buy']);
    expect(await written()).toEqual(['Greeter.hi', 'Shop.buy']);
  });

  it('is not asked about events that no handler took', async () => {
    await tap();
    await done();
    expect(app.get(Witness).asked).toEqual([]);
  });

  it('writes with the end of the attempt or not at all', async () => {
    app.get(Scripted).behaviour = () => Promise.resolve({ handler: 'Shop.buy' });
    app.get(Witness).failures = 1;
    await tap();
    await done();
    expect(await written()).toEqual(['Shop.buy']);
  });
});
