import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { sql } from 'kysely';
import { AnInbox } from '../../test/support/an-inbox.js';
import { loadEnvironment } from '../config/index.js';
import { openForOperator, Store } from '../store/index.js';
import { HandlingError } from './inbox.errors.js';
import { InboxOperator } from './inbox.operator.js';
import type { InboxTables } from './inbox.tables.js';
import { replay, replayable } from './replay.js';

class PaymentFailed extends HandlingError {
  readonly handler = 'PayHandlers.pay';
  readonly onFailure = 'block';
}

describe('a dead letter', () => {
  let inbox: AnInbox;
  let isBroken = true;

  beforeEach(async () => {
    isBroken = true;
    inbox = await AnInbox.start();
    inbox.scripted.behaviour = (event) =>
      isBroken && event.kind === 'postback' && event.payload === 'PAY'
        ? Promise.reject(new PaymentFailed('no connection'))
        : Promise.resolve({});
    await inbox.app.init();
    await inbox.receive({ user: 'u1', payload: 'PAY' }, { user: 'u1', payload: 'HELP' });
    await inbox.settledInTime(1);
  });

  afterEach(() => inbox.remove());

  const operator = (): InboxOperator => inbox.app.get(InboxOperator);
  const keyOf = async (index: number): Promise<string> => (await inbox.events())[index]?.key ?? '';
  const replayPayment = async (): Promise<readonly string[]> =>
    operator().replay([await keyOf(0)], 'ada');

  it('is listed with the error, and counted', async () => {
    const [letter, ...others] = await operator().deadLetters(10);
    expect(others).toEqual([]);
    expect(letter).toMatchObject({ attempts: 6, blocks: true, page_id: '1' });
    expect(letter?.error).toContain('no connection');
    expect(await operator().countDeadLetters()).toBe(1);
  });

  it('D20: is handled once more under the same key as the next attempt, before what waits behind it', async () => {
    isBroken = false;
    expect(await replayPayment()).toHaveLength(1);
    await inbox.settledInTime(2);
    expect(inbox.scripted.seen.slice(-2)).toEqual(['u1 PAY', 'u1 HELP']);
    expect(await inbox.events()).toMatchObject([
      { state: 'done', attempts: 7, blocks: 0 },
      { state: 'done', attempts: 1 },
    ]);
  });

  it('D20: is not handled again by a replay that comes when it was handled well, unless that is asked for', async () => {
    isBroken = false;
    await replayPayment();
    await inbox.settledInTime(2);
    const key = await keyOf(0);
    expect(await operator().replay([key], 'ada', { onlyFailed: true })).toEqual([]);
    expect(await operator().replay([key], 'ada')).toEqual([key]);
  });

  it('D20: is replayed once by two replays at once, and who did it is written down', async () => {
    isBroken = false;
    const both = await Promise.all([replayPayment(), replayPayment()]);
    await inbox.settledInTime(2);
    expect(both.map(({ length }) => length)).toEqual([1, 0]);
    const history = await operator().historyOf(await keyOf(0));
    expect(history?.attempts).toHaveLength(6);
    expect(history?.audit).toMatchObject([{ actor: 'ada', action: 'replay' }]);
  });

  it('is handled at once by a replay whose clock is ahead of that of the service', async () => {
    isBroken = false;
    const operation = { actor: 'ada', now: inbox.clock.now() + 3_600_000 };
    const keys = [await keyOf(0)];
    await inbox.app
      .get(Store)
      .transaction((trx) => replay(trx.$extendTables<InboxTables>(), keys, operation));
    await inbox.receive({ user: 'u2', payload: 'WAKES' });
    await inbox.settled(3);
    expect((await inbox.events()).map(({ state }) => state)).toEqual(['done', 'done', 'done']);
  });

  it('is a dead letter again when its replay fails', async () => {
    await replayPayment();
    await inbox.settledInTime(1);
    expect((await inbox.events())[0]).toMatchObject({ state: 'dead', attempts: 7, blocks: 1 });
  });

  it('lets its conversation go on when it is dropped', async () => {
    const key = await keyOf(0);
    expect(await operator().drop(key, 'ada')).toBe(true);
    expect(await operator().drop(key, 'ada')).toBe(false);
    await inbox.settledInTime(2);
    expect((await inbox.events()).map(({ state }) => state)).toEqual(['dropped', 'done']);
  });

  it('is noticed by the service when another process replays it', async () => {
    isBroken = false;
    const other = openForOperator(loadEnvironment({ STORE_URL: `sqlite:${inbox.path}` }));
    await other.transaction(async (trx) => {
      await sql`update inbox_events set state = 'waiting', finished_at = null, blocks = 0 where state = 'dead'`.execute(
        trx,
      );
      await sql`update inbox_conversations set ready_at = 0`.execute(trx);
    });
    await other.close();
    await inbox.settled(2);
    expect((await inbox.events()).map(({ state }) => state)).toEqual(['done', 'done']);
  });

  it('is found among what can be replayed; what was handled only when all is asked for', async () => {
    isBroken = false;
    await inbox.receive({ user: 'u2', payload: 'HELP' });
    await inbox.settledInTime(2);
    const [dead, , handled] = (await inbox.events()).map(({ key }) => key);
    const found = (since: number, all: boolean): Promise<readonly string[]> =>
      replayable(inbox.tables(), { since, all });
    expect(await found(0, false)).toEqual([dead]);
    expect(await found(0, true)).toEqual([dead, handled]);
    expect(await found(inbox.clock.now() + 1, true)).toEqual([]);
  });
});
