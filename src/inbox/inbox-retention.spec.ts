import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { AnInbox } from '../../test/support/an-inbox.js';
import { text } from '../messaging/index.js';
import { Retention, Store, type Tables } from '../store/index.js';
import { inboxSchema } from './inbox.schema.js';

const DAY_MS = 86_400_000;

describe('what the inbox keeps', () => {
  let inbox: AnInbox;

  beforeEach(async () => {
    inbox = await AnInbox.start();
    await inbox.app.init();
  });

  afterEach(() => inbox.remove());

  async function afterDays(days: number): Promise<void> {
    await inbox.clock.advance(days * DAY_MS);
    await inbox.app.get(Retention).purge();
  }

  it('D15: forgets what was handled after 7 days, and that it was after 8', async () => {
    await inbox.receive({ user: 'u1', payload: 'HELP' });
    await inbox.settled(1);
    await afterDays(6.9);
    expect((await inbox.events())[0]?.item).toContain('HELP');
    await afterDays(0.2);
    expect((await inbox.events())[0]).toMatchObject({ item: '', state: 'done' });
    expect(await inbox.receive({ user: 'u1', payload: 'HELP' })).toBe(0);
    await afterDays(1);
    expect(await inbox.events()).toEqual([]);
    expect(await inbox.tables().selectFrom('inbox_people').selectAll().execute()).toEqual([]);
  });

  it('D15: keeps dead letters for 30 days, whole, with their history', async () => {
    inbox.scripted.behaviour = () => Promise.reject(new Error('out of stock'));
    await inbox.receive({ user: 'u1', payload: 'POISON' });
    await inbox.settledInTime(1);
    await afterDays(29);
    expect((await inbox.events())[0]?.item).toContain('POISON');
    await afterDays(1.1);
    expect(await inbox.events()).toEqual([]);
    expect(await inbox.tables().selectFrom('inbox_attempts').selectAll().execute()).toEqual([]);
  });

  it('D15: never forgets what is waiting', async () => {
    await inbox.app.close();
    await inbox.restart();
    await inbox.receive({ user: 'u1', payload: 'HELP' });
    await afterDays(100);
    expect(await inbox.events()).toHaveLength(1);
  });

  it('D15: removes a great many rows in small transactions', async () => {
    const taps = Array.from({ length: 1_200 }, (_, index) => ({ user: `u${index}`, payload: 'A' }));
    await inbox.receive(...taps);
    await inbox.settled(1_200);
    const store = inbox.app.get(Store);
    const later = Date.now() + 9 * DAY_MS;
    const purge = (): Promise<boolean | undefined> =>
      store.transaction(async (trx) => inboxSchema.purge?.(trx.$extendTables<Tables>(), later));
    expect([await purge(), (await inbox.events()).length]).toEqual([true, 700]);
    expect([await purge(), await purge(), await purge()]).toEqual([true, false, false]);
    expect(await inbox.events()).toEqual([]);
  });
});

describe('what the inbox keeps of a person', () => {
  let inbox: AnInbox;

  beforeEach(async () => {
    inbox = await AnInbox.start();
    inbox.scripted.behaviour = (_, { once }) => once('greet', () => 'hello').then(() => ({}));
    await inbox.app.init();
    await inbox.receive(
      { user: '70001', payload: 'A' },
      { user: '7000', payload: 'B' },
      { user: '70001', payload: 'C' },
    );
    await inbox.settled(3);
    await inbox
      .tables()
      .insertInto('inbox_quarantine')
      .values(
        ['{"sender":{"id":"70001"}', 'somebody else'].map((body) => ({
          received_at: 0,
          reason: 'malformed-json',
          body: Buffer.from(body),
        })),
      )
      .execute();
  });

  afterEach(() => inbox.remove());

  const everything = async (): Promise<string> => {
    const db = inbox.tables();
    const rows = await Promise.all(
      (
        [
          'inbox_events',
          'inbox_attempts',
          'inbox_people',
          'inbox_steps',
          'inbox_quarantine',
        ] as const
      ).map((table) => db.selectFrom(table).selectAll().execute()),
    );
    return JSON.stringify(rows, (_, value: unknown) =>
      value instanceof Uint8Array ? Buffer.from(value).toString() : value,
    );
  };

  const erase = (userId: string): Promise<object | undefined> =>
    inbox.app
      .get(Store)
      .transaction(async (trx) =>
        inboxSchema.people?.erase(trx.$extendTables<Tables>(), { userId }),
      );

  it('O6: is exported whole, and nobody else is', async () => {
    const rows = await inboxSchema.people?.export(inbox.app.get(Store).tables(), {
      userId: '70001',
    });
    expect(Object.entries(rows ?? {}).map(([table, { length }]) => [table, length])).toEqual([
      ['inbox_events', 2],
      ['inbox_attempts', 0],
      ['inbox_steps', 2],
      ['inbox_people', 1],
      ['inbox_quarantine', 1],
    ]);
  });

  it('O6: is erased whole, and nobody else is', async () => {
    const counts = await erase('70001');
    expect(counts).toEqual({ inbox_events: 2, inbox_people: 1, inbox_quarantine: 1 });
    const left = await everything();
    expect(left).not.toContain('70001');
    expect(left).toContain('messenger:1:7000"');
    expect(left).toContain('somebody else');
  });

  it('O6: leaves nothing behind when it is erased while its handler runs', async () => {
    const begun = Promise.withResolvers<void>();
    const release = Promise.withResolvers<void>();
    inbox.scripted.behaviour = async (_, { once }) => {
      begun.resolve();
      await release.promise;
      const receipt = await once('charge', () => 'paid by 70001');
      return { replies: [text(receipt)] };
    };
    const ended = inbox.reports.all.length + 1;
    await inbox.receive({ user: '70001', payload: 'PAY' });
    await begun.promise;
    await erase('70001');
    release.resolve();
    while (inbox.reports.all.length < ended) await new Promise(setImmediate);
    expect(await everything()).not.toContain('70001');
    expect(inbox.collected.replies).toEqual([]);
  });
});
