import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { AnInbox, Collected } from '../../test/support/an-inbox.js';
import { AttemptStore } from './attempt.store.js';

const T = Date.now() - 60_000;

/** What a process leaves that dies in the middle of handling: the claim, and the attempt that it began. */
async function dieOver(inbox: AnInbox, ...users: readonly string[]): Promise<void> {
  for (const user of users) {
    const conversation = `messenger:1:${user}`;
    await inbox
      .tables()
      .updateTable('inbox_events')
      .set((event) => ({ attempts: event('attempts', '+', 1), begun_at: Date.now() }))
      .where('conversation', '=', conversation)
      .where('state', '=', 'waiting')
      .execute();
    await inbox
      .tables()
      .$extendTables<{ inbox_conversations: { conversation: string; claimed_by: string | null } }>()
      .updateTable('inbox_conversations')
      .set({ claimed_by: 'a dead process' })
      .where('conversation', '=', conversation)
      .execute();
  }
}

describe('the inbox after its process died', () => {
  let inbox: AnInbox;

  beforeEach(async () => {
    inbox = await AnInbox.start();
  });

  afterEach(() => inbox.remove());

  async function startAgain(): Promise<void> {
    await inbox.app.close();
    await inbox.restart();
  }

  it('D3: takes up what was being handled, as the next attempt', async () => {
    await inbox.receive({ user: 'u1', payload: 'HELP' });
    await dieOver(inbox, 'u1');
    await startAgain();
    const attempts: number[] = [];
    inbox.scripted.behaviour = (_, { attempt }) => {
      attempts.push(attempt);
      return Promise.resolve({});
    };
    await inbox.app.init();
    await inbox.settled(1);
    expect(attempts).toEqual([2]);
  });

  it('D13: makes a dead letter of an event over which it died three times, and goes on', async () => {
    await inbox.receive({ user: 'u1', payload: 'POISON' });
    for (let deaths = 0; deaths < 3; deaths += 1) {
      await dieOver(inbox, 'u1');
      await startAgain();
      if (deaths < 2) await inbox.app.get(AttemptStore).recover();
    }
    await inbox.app.init();
    await inbox.receive({ user: 'u1', payload: 'HELP' });
    await inbox.settled(2);
    expect(await inbox.events()).toMatchObject([
      {
        state: 'dead',
        attempts: 3,
        error: expect.stringMatching(/^HANDLING_CRASHED: .* for the 3\. time/u),
      },
      { state: 'done' },
    ]);
    expect(inbox.scripted.seen).toEqual(['u1 HELP']);
  });

  it('D13: handles what it was handling then one by one, because one of these events is the reason', async () => {
    const users = Array.from({ length: 8 }, (_, index) => `u${index}`);
    await inbox.receive(...users.map((user) => ({ user, payload: 'A' })));
    await dieOver(inbox, ...users);
    await startAgain();
    const release = Promise.withResolvers<object>();
    let running = 0;
    let most = 0;
    inbox.scripted.behaviour = async ({ userId }) => {
      if (userId === 'other') return {};
      most = Math.max(most, (running += 1));
      await release.promise;
      running -= 1;
      return {};
    };
    await inbox.app.init();
    await inbox.receive({ user: 'other', payload: 'B' });
    await inbox.settled(1);
    release.resolve({});
    await inbox.settled(9);
    expect(most).toBe(1);
  });

  it('does not count a death for events that were only waiting', async () => {
    await inbox.receive({ user: 'u1', payload: 'A' });
    await startAgain();
    await inbox.app.init();
    await inbox.settled(1);
    expect((await inbox.events())[0]).toMatchObject({ attempts: 1, crashes: 0 });
  });
});

describe('evidence and receipts', () => {
  let inbox: AnInbox;

  beforeEach(async () => {
    inbox = await AnInbox.start();
  });

  afterEach(() => inbox.remove());

  const echo = (metadata: string): object => ({
    sender: { id: '1' },
    recipient: { id: 'u1' },
    timestamp: T,
    message: { is_echo: true, mid: 'm_1', metadata },
  });
  const read = (user: string): object => ({
    sender: { id: user },
    recipient: { id: '1' },
    timestamp: T,
    read: { watermark: 1 },
  });

  it('D18: settles an echo when it is stored, also behind a handler that hangs, and no consumer sees it', async () => {
    const release = Promise.withResolvers<object>();
    inbox.scripted.behaviour = () => release.promise;
    await inbox.app.init();
    await inbox.receive({ user: 'u1', payload: 'SLOW' });
    await inbox.receiveItems(echo('intent-1'));
    expect(inbox.app.get(Collected).echoes).toEqual(['intent-1']);
    await inbox.receiveItems(echo('intent-1'));
    expect(inbox.app.get(Collected).echoes).toEqual(['intent-1']);
    release.resolve({});
    await inbox.settled(2);
    expect(inbox.scripted.seen).toEqual(['u1 SLOW']);
  });

  it('D14: handles what people do before what their phones report', async () => {
    const users = Array.from({ length: 40 }, (_, index) => `u${index}`);
    await inbox.receiveItems(...users.map(read));
    await inbox.receive(...users.map((user) => ({ user, payload: 'A' })));
    await inbox.app.init();
    await inbox.settled(80);
    const kinds = inbox.scripted.seen.map((seen) => seen.split(' ')[1]);
    expect(kinds.slice(0, 40)).toEqual(Array<string>(40).fill('A'));
  });

  it('D14: lets others come after some events of a conversation with many', async () => {
    const many = Array.from({ length: 40 }, (_, at) => ({
      user: 'busy',
      payload: `B${at}`,
      at: T + at,
    }));
    const crowd = Array.from({ length: 16 }, (_, index) => `busy${index}`);
    await inbox.receive(...crowd.flatMap((user) => many.map((tap) => ({ ...tap, user }))), {
      user: 'quick',
      payload: 'A',
      at: T + 1_000,
    });
    await inbox.app.init();
    await inbox.settled(641);
    const place = inbox.scripted.seen.indexOf('quick A');
    expect(place).toBeLessThan(16 * 8 + 16);
  });

  it('D10: tells a handler that a later event of its conversation came before', async () => {
    const late: [string, boolean][] = [];
    inbox.scripted.behaviour = (event, handling) => {
      late.push([event.kind === 'postback' ? String(event.payload) : '', handling.late]);
      return Promise.resolve({});
    };
    await inbox.app.init();
    await inbox.receive({ user: 'u1', payload: 'THIRD', at: T + 3_000 });
    await inbox.receive(
      { user: 'u1', payload: 'FIRST', at: T + 1_000 },
      { user: 'u1', payload: 'FOURTH', at: T + 4_000 },
    );
    await inbox.receive({ user: 'u2', payload: 'OTHER', at: T + 2_000 });
    await inbox.settled(4);
    expect(Object.fromEntries(late)).toEqual({
      THIRD: false,
      FIRST: true,
      FOURTH: false,
      OTHER: false,
    });
  });
});
