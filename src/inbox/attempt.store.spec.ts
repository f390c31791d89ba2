import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { AnInbox } from '../../test/support/an-inbox.js';
import { AttemptStore } from './attempt.store.js';
import type { EventRow } from './inbox.tables.js';

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

  it('gives a conversation back whose attempt was not ended', async () => {
    await inbox.receive({ user: 'u1', payload: 'A' });
    await attempts.giveBack(await begun());
    expect(await begun()).toMatchObject({ attempts: 2 });
  });

  it('keeps a conversation blocked that is given back after its attempt has ended', async () => {
    await inbox.receive({ user: 'u1', payload: 'PAY' }, { user: 'u1', payload: 'HELP' });
    const event = await begun();
    await attempts.finish({
      event,
      ending: { ...NOTHING_KNOWN, state: 'dead', blocks: true },
      failed: null,
      write: () => Promise.resolve(),
      afterwards: 'next',
    });
    await attempts.giveBack(event);
    expect(await attempts.claim('ordinary', 1)).toEqual([]);
  });
});
