import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { AnInbox } from '../../test/support/an-inbox.js';
import { text } from '../messaging/index.js';

const AT_ONCE = 256;

describe('a handler that never settles', () => {
  let inbox: AnInbox;
  const deadlines: { readonly afterMs: number; readonly expire: () => void }[] = [];

  beforeEach(async () => {
    inbox = await AnInbox.start();
    jest.spyOn(inbox.clock, 'timer').mockImplementation((afterMs, expire) => {
      deadlines.push({ afterMs, expire });
      return () => undefined;
    });
  });

  afterEach(async () => {
    deadlines.length = 0;
    await inbox.remove();
  });

  it('H2: is asked to end after 30 s; its attempt fails, its place is free, and what it returns later is not used', async () => {
    const late: (() => void)[] = [];
    const asked: boolean[] = [];
    inbox.scripted.behaviour = ({ userId }, { attempt, signal }) =>
      userId !== 'quick' && attempt === 1
        ? new Promise((resolve) => {
            signal.addEventListener('abort', () => asked.push(true));
            late.push(() => resolve({ disposition: 'handled', replies: [text('too late')] }));
          })
        : Promise.resolve({});
    await inbox.app.init();
    const stuck = Array.from({ length: AT_ONCE }, (_, n) => ({ user: `u${n}`, payload: 'A' }));
    await inbox.receive(...stuck);
    while (late.length < AT_ONCE) await new Promise(setImmediate);
    await inbox.receive({ user: 'quick', payload: 'B' });
    expect(new Set(deadlines.map(({ afterMs }) => afterMs))).toEqual(new Set([30_000]));
    for (const { expire } of deadlines.slice()) expire();
    await inbox.settled(1);
    await inbox.failed(AT_ONCE);
    for (const resolve of late) resolve();
    const events = await inbox.events();
    expect(asked).toHaveLength(AT_ONCE);
    expect(events.slice(0, AT_ONCE).map(({ state, error }) => [state, error])).toEqual(
      stuck.map(() => ['waiting', expect.stringMatching(/HANDLER_DEADLINE/u)]),
    );
    expect(events.at(-1)).toMatchObject({ state: 'done' });
    await inbox.settledInTime(AT_ONCE + 1);
    expect(inbox.collected.replies).toEqual([]);
  });
});
