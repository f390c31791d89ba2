import { afterEach, describe, expect, it, jest } from '@jest/globals';
import { Injectable } from '@nestjs/common';
import { conversationOf, type Tap, text } from '../messaging/index.js';
import { OnPostback } from '../postback/index.js';
import { Outbox } from '../outbox/index.js';
import { Simulator } from '../simulator/index.js';
import { Clock, Store } from '../store/index.js';
import { TestBot } from './test-bot.js';

const HOUR_MS = 3_600_000;
/** What Graph answers when somebody fills in a form of an advertisement just now. */
const REFUSED_FOR_NOW = {
  status: 400,
  body: { error: { message: 'User is in an automated question flow.', code: 2018321 } },
  headers: {},
  deliveries: [],
  form: 'json' as const,
  echoesFirst: false,
};

@Injectable()
class WatchHandlers {
  constructor(private readonly clock: Clock) {}

  @OnPostback('WATCH_TIME')
  time(): string {
    return new Date(this.clock.now()).toISOString();
  }

  @OnPostback('WATCH_WAIT')
  async wait(tap: Tap): Promise<string> {
    await new Promise((resolve) => tap.signal.addEventListener('abort', resolve, { once: true }));
    return 'too late';
  }
}

describe('the clock of a bot', () => {
  let bot: TestBot;

  async function start(startAt?: Date): Promise<TestBot> {
    bot = await TestBot.create({ providers: [WatchHandlers], ...(startAt && { startAt }) });
    return bot;
  }

  afterEach(() => bot.close());

  /** Something that nobody tapped for. */
  async function sayUnasked(name: string, words: string): Promise<void> {
    const [{ pageId } = { pageId: '' }] = bot.get(Simulator).conversations();
    const recipient = { channel: 'messenger', pageId, userId: bot.user(name).psid } as const;
    const conversation = conversationOf({ ...recipient, userRef: null });
    await bot
      .get(Store)
      .transaction((trx) =>
        bot
          .get(Outbox)
          .accept(trx, { ...recipient, conversation, eventKey: 'none' }, [text(words)]),
      );
    bot.get(Outbox).wake();
    while (await bot.get(Outbox).isBusy(conversation)) await new Promise(setImmediate);
  }

  it('begins now, or at a time of your choice, and stands still', async () => {
    const before = Date.now();
    await start();
    expect(bot.clock.now()).toBeGreaterThanOrEqual(before);
    await bot.close();
    await start(new Date('2026-11-29T10:00:00Z'));
    await bot.user('Ada').tap('WATCH_TIME');
    await bot.user('Ada').tap('WATCH_TIME');
    expect(bot.user('Ada').texts).toEqual(['2026-11-29T10:00:00.000Z', '2026-11-29T10:00:00.000Z']);
  });

  it('is what providers see that ask for the Clock', async () => {
    await start(new Date('2026-11-29T10:00:00Z'));
    await bot.clock.advance(24 * HOUR_MS);
    await bot.user('Ada').tap('WATCH_TIME');
    expect(bot.user('Ada')).toHaveReceived('2026-11-30T10:00:00.000Z');
  });

  it('does not go backwards', async () => {
    await start();
    await expect(bot.clock.advance(-1)).rejects.toThrow(
      'The time cannot be advanced by -1 ms: it only goes forward.',
    );
  });

  it('makes the outbox try again what Meta refused for now, when it is time', async () => {
    await start();
    jest.spyOn(bot.get(Simulator), 'graph').mockResolvedValueOnce(REFUSED_FOR_NOW);
    await bot.user('Ada').tap('WATCH_TIME');
    expect(bot.user('Ada').texts).toEqual([]);
    await bot.clock.advance(999);
    expect(bot.user('Ada').texts).toEqual([]);
    await bot.clock.advance(1);
    expect(bot.user('Ada').texts).toHaveLength(1);
  });

  it('runs everything on its way, each at its own time', async () => {
    await start();
    const graph = jest.spyOn(bot.get(Simulator), 'graph');
    const times: number[] = [];
    graph.mockImplementation(() => {
      times.push(bot.clock.now());
      return Promise.resolve(REFUSED_FOR_NOW);
    });
    const begin = bot.clock.now();
    await bot.user('Ada').tap('WATCH_TIME');
    await bot.clock.advance(HOUR_MS);
    expect(times.map((at) => (at - begin) / 1000)).toEqual([0, 1, 6, 36, 156, 696]);
    expect(bot.clock.now() - begin).toBe(HOUR_MS);
  });

  it('closes the window of 24 hours, and says what Meta refuses then', async () => {
    await start();
    await bot.user('Ada').tap('WATCH_TIME');
    await bot.clock.advance(23 * HOUR_MS);
    await sayUnasked('Ada', 'Your parcel is there.');
    await bot.clock.advance(0);
    expect(bot.user('Ada')).toHaveReceived('Your parcel is there.');
    await bot.clock.advance(2 * HOUR_MS);
    await sayUnasked('Ada', 'It is still there.');
    await expect(bot.clock.advance(0)).rejects.toThrow(
      /^REPLY_REFUSED[^]*outside of allowed window[^]*It is still there/,
    );
  });

  it('tells of what Meta refused without an act, and no act of somebody else does', async () => {
    await start();
    await bot.user('Ben').tap('WATCH_TIME');
    bot.get(Simulator).block(bot.user('Ben').psid);
    await sayUnasked('Ben', 'Your parcel is there.');
    await bot.user('Ada').tap('WATCH_TIME');
    await expect(bot.clock.advance(0)).rejects.toThrow(/^REPLY_REFUSED[^]*Your parcel is there/);
    await bot.clock.advance(0);
  });

  it('ends the time of a handler that does not end', async () => {
    await start();
    const failure = bot
      .user('Ada')
      .tap('WATCH_WAIT')
      .catch((error: unknown) => error);
    await bot.clock.advance(30_000);
    const events = bot.get(Store).tables().selectFrom('inbox_events').select('state');
    expect(await events.execute()).toEqual([{ state: 'dead' }]);
    expect(await failure).toMatchObject({
      code: 'HANDLER_FAILED',
      cause: { code: 'HANDLER_DEADLINE' },
    });
    expect(bot.user('Ada').texts).toEqual([]);
  });

  it('leaves a handler its time', async () => {
    await start();
    let ended = false;
    const tap = bot
      .user('Ada')
      .tap('WATCH_WAIT')
      .catch(() => (ended = true));
    await bot.clock.advance(29_999);
    expect(ended).toBe(false);
    await bot.clock.advance(1);
    await tap;
  });
});
