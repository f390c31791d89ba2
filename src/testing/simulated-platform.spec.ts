import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { Injectable } from '@nestjs/common';
import { OnPostback } from '../postback/index.js';
import { Simulator } from '../simulator/index.js';
import { TestBot } from './test-bot.js';

const MINUTE_MS = 60_000;

@Injectable()
class Shop {
  @OnPostback('HELLO')
  hello(): string {
    return 'Welcome.';
  }
}

describe("the platform of a test's bot", () => {
  let bot: TestBot;
  let platform: Simulator;

  beforeEach(async () => {
    bot = await TestBot.create({ providers: [Shop] });
    platform = bot.get(Simulator);
  });

  afterEach(() => bot.close());

  it("lives in the bot's time", async () => {
    await bot.clock.advance(MINUTE_MS);
    expect(platform.nowMs).toBe(bot.clock.now());
  });

  it("delivers again what failed when the bot's clock gets there", async () => {
    const ada = bot.user('ada');
    const bodies: string[] = [];
    platform.connect(({ body }) => {
      bodies.push(body);
      return Promise.resolve({ status: bodies.length > 4 ? 200 : 503, error: null });
    });
    const delivery = await platform.say(ada.psid, 'hi');
    expect([delivery.state, bodies.length]).toEqual(['waiting', 4]);
    await bot.clock.advance(MINUTE_MS + 10);
    expect([delivery.state, bodies.length]).toEqual(['delivered', 5]);
  });

  it('can send and then fail: the person sees one message, because the echo settles it', async () => {
    const ada = bot.user('ada');
    platform.faults.set('send-then-fail', 'on', { times: 1 });
    await ada.tap('HELLO');
    await bot.clock.advance(10 * MINUTE_MS);
    expect(ada.texts).toEqual(['Welcome.']);
  });

  it.each([
    ['early-echo', 'on'],
    ['reset', 'after'],
    ['trickle', 'on'],
    ['duplicate', 'after'],
    ['duplicate', 'together'],
  ] as const)('under %s %s the person sees one message all the same', async (name, value) => {
    const ada = bot.user('ada');
    platform.faults.change(name, value, 1);
    await ada.tap('HELLO');
    await bot.clock.advance(10 * MINUTE_MS);
    expect(ada.texts).toEqual(['Welcome.']);
  });

  it.each([
    ['server-error', '503'],
    ['html', 'on'],
    ['reset', 'before'],
    ['rate-limit', 'on'],
  ] as const)('under %s %s the message comes later', async (name, value) => {
    const ada = bot.user('ada');
    platform.faults.change(name, value, 1);
    await ada.tap('HELLO');
    expect(ada.texts).toEqual([]);
    await bot.clock.advance(10 * MINUTE_MS);
    expect(ada.texts).toEqual(['Welcome.']);
  });

  it('can be silent, and then the bot hears of nothing', async () => {
    platform.faults.set('missing-messaging_postbacks', 'page');
    expect(await bot.user('ada').tap('HELLO')).toEqual({
      disposition: 'waiting',
      handlers: [],
      replies: [],
    });
  });
});
