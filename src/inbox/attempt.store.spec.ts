import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { sql } from 'kysely';
import { AnInbox } from '../../test/support/an-inbox.js';
import { AttemptStore } from './attempt.store.js';
import type { EventRow } from './inbox.tables.js';

const HOUR_MS = 3_600_000;
const NOTHING_KNOWN = { disposition: null, handler: null, error: null, consumed: '' };

describe('AttemptStore', () => {
  let inbox: AnInbox;
  let attempts: AttemptStore;

  beforeEach(async () => {
    inbox = await AnInbox.start();
    attempts = inbox.app.get(AttemptStore);
  });

  afterEach(() => inbox.remove());

  async function begun(): Promise<EventRow> {
    const [event] = await attempts.claim('ordinary', 1);
    if (!event) throw new Error('nothing is ready');
    return event;
  }

  /** As if the clock had been ahead then. */
  async function setReadyAt(readyAt: number): Promise<void> {
    await sql`update inbox_conversations set ready_at = ${readyAt}`.execute(inbox.tables());
  }

  it('gives a conversation back whose attempt was not ended', async () => {
    await inbox.receive({ user: 'u1', payload: 'A' });
    await attempts.giveBack(await begun());
    expect(await begun()).toMatchObject({ attempts: 2 });
  });

  async function fail(event: EventRow, retryAt: number): Promise<void> {
    const result = { ...NOTHING_KNOWN, error: 'busy', state: 'waiting', retryAt } as const;
    const write = (): Promise<void> => Promise.resolve();
    await attempts.finish({ event, result, failed: null, write, afterwards: 'next' });
  }

  it('takes up at the start what waits, although the clock was ahead when it came', async () => {
    await inbox.receive({ user: 'u1', payload: 'A' });
    await setReadyAt(inbox.clock.now() + 5 * HOUR_MS);
    await attempts.recover();
    expect(await begun()).toMatchObject({ attempts: 1 });
  });

  it('takes up at the start what a process had claimed, although the clock was ahead then', async () => {
    await inbox.receive({ user: 'u1', payload: 'A' });
    await begun();
    await setReadyAt(inbox.clock.now() + 60_000);
    await attempts.recover();
    expect(await attempts.claim('alone', 1)).toMatchObject([{ attempts: 2 }]);
  });

  it('leaves at the start what failed its time, unless that is longer than any retry waits', async () => {
    const retryAt = inbox.clock.now() + 11 * 60_000;
    await inbox.receive({ user: 'u1', payload: 'A' }, { user: 'u2', payload: 'B' });
    await fail(await begun(), retryAt);
    await fail(await begun(), inbox.clock.now() + 5 * HOUR_MS);
    expect(await attempts.recover()).toEqual({ dead: [], dueTimes: [retryAt] });
    expect(await attempts.claim('ordinary', 2)).toHaveLength(1);
  });

  it('keeps a conversation blocked that is given back after its attempt has ended, also over a start', async () => {
    await inbox.receive({ user: 'u1', payload: 'PAY' }, { user: 'u1', payload: 'HELP' });
    const event = await begun();
    await attempts.finish({
      event,
      result: { ...NOTHING_KNOWN, state: 'dead', blocks: true },
      failed: null,
      write: () => Promise.resolve(),
      afterwards: 'next',
    });
    await attempts.giveBack(event);
    await attempts.recover();
    expect(await attempts.claim('ordinary', 1)).toEqual([]);
  });
});
