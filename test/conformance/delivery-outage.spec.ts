import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { ADA, Bot, startStandIn, type StandIn } from '../support/stand-in.js';

const NOW_MS = 1_800_000_000_000;
const MINUTE_MS = 60_000;

let bot: Bot;
let on: StandIn;

beforeEach(async () => {
  bot = new Bot();
  bot.otherwise = 500;
  on = await startStandIn({ webhookUrl: await bot.listen(), now: () => NOW_MS });
});

afterEach(async () => {
  await on.app.close();
  await bot.close();
});

/** When each request left, in minutes after the first. */
function minutes(): readonly number[] {
  const times = bot.entries().map(({ time }) => time);
  return times.map((time) => Math.round((time - (times[0] ?? 0)) / MINUTE_MS));
}

describe('line 3: a webhook that goes on failing', () => {
  it('is tried four times at once and then at a growing distance inside the hour', async () => {
    expect(await on.simulator.say(ADA, 'hi')).toMatchObject({ state: 'waiting' });
    await on.simulator.advance(60 * MINUTE_MS);
    expect(minutes()).toEqual([0, 0, 0, 0, 1, 3, 7, 15, 25, 35, 45, 55]);
    expect(on.simulator.deliveries()).toMatchObject([{ state: 'given-up', nextAttemptMs: null }]);
  });

  it('says when the next attempt is', async () => {
    const { nextAttemptMs } = await on.simulator.say(ADA, 'hi');
    expect(Math.round(((nextAttemptMs ?? 0) - NOW_MS) / MINUTE_MS)).toBe(1);
  });

  it('gets what it missed as soon as it works again, and all is well', async () => {
    const delivery = await on.simulator.say(ADA, 'hi');
    await on.simulator.advance(14 * MINUTE_MS);
    bot.otherwise = 200;
    expect(delivery.attempts).toHaveLength(7);
    await on.simulator.say(ADA, 'still there?');
    await on.simulator.advance(MINUTE_MS + 1000);
    expect(delivery).toMatchObject({ state: 'delivered', nextAttemptMs: null });
    await on.simulator.advance(60 * MINUTE_MS);
    expect(on.simulator.alerts()).toEqual([]);
    expect(on.simulator.subscriptions.fieldsOf('1')).not.toBeNull();
  });

  it('is warned about after 15 minutes', async () => {
    await on.simulator.say(ADA, 'hi');
    await on.simulator.advance(15 * MINUTE_MS - 1000);
    expect(on.simulator.alerts()).toEqual([]);
    await on.simulator.advance(2000);
    expect(on.simulator.alerts()).toEqual([
      {
        atMs: expect.any(Number),
        pageId: '1',
        kind: 'webhook-failing',
        text: 'The webhook has failed for page 1 for 15 minutes. After an hour of failures the page is unsubscribed.',
      },
    ]);
  });

  it('costs the page its subscription after an hour, and later events are not sent', async () => {
    await on.simulator.say(ADA, 'hi');
    await on.simulator.say(ADA, 'hello?', '2');
    bot.otherwise = 200;
    await on.simulator.say(ADA, 'other page', '2');
    bot.otherwise = 500;
    await on.simulator.advance(60 * MINUTE_MS - 1000);
    expect(on.simulator.subscriptions.fieldsOf('1')).not.toBeNull();
    await on.simulator.advance(2000);
    expect(on.simulator.subscriptions.fieldsOf('1')).toBeNull();
    expect(on.simulator.alerts().filter(({ pageId }) => pageId === '1')).toMatchObject([
      { kind: 'webhook-failing' },
      {
        kind: 'webhook-disabled',
        text:
          'Webhooks disabled: after an hour of failures the app is unsubscribed from page 1. ' +
          'What was not delivered is lost. Subscribe again: POST /1/subscribed_apps.',
      },
    ]);
    bot.otherwise = 200;
    const requests = bot.received.length;
    expect(await on.simulator.say(ADA, 'anybody?')).toMatchObject({
      state: 'not-subscribed',
      silence: 'page-not-subscribed',
      attempts: [],
    });
    expect(bot.received).toHaveLength(requests);
  });

  it('loses with the subscription what was still waiting', async () => {
    await on.simulator.say(ADA, 'hi');
    await on.simulator.advance(30 * MINUTE_MS);
    const late = await on.simulator.say(ADA, 'hello?');
    await on.simulator.advance(31 * MINUTE_MS);
    const requests = bot.received.length;
    expect(late).toMatchObject({ state: 'given-up', nextAttemptMs: null });
    await on.simulator.advance(60 * MINUTE_MS);
    expect(bot.received).toHaveLength(requests);
  });

  it('is not blamed for an hour in which nothing was sent', async () => {
    bot.answers.push(200);
    const delivery = await on.simulator.say(ADA, 'hi');
    await on.simulator.tap(ADA, { payload: 'A' });
    await on.simulator.advance(50 * MINUTE_MS);
    bot.answers.push(200);
    await on.simulator.say(ADA, 'this one arrives');
    await on.simulator.advance(120 * MINUTE_MS);
    expect(delivery.state).toBe('delivered');
    expect(on.simulator.deliveries()[1]?.state).toBe('given-up');
    expect(on.simulator.alerts().map(({ kind }) => kind)).toEqual(['webhook-failing']);
    expect(on.simulator.subscriptions.fieldsOf('1')).not.toBeNull();
  });

  it('keeps ten thousand deliveries waiting, and gives up the oldest', async () => {
    on.simulator.connect(() => Promise.resolve({ status: null, error: 'ECONNREFUSED' }));
    const oldest = await on.simulator.deliver([{ optin: {} }]);
    const next = await on.simulator.deliver([{ optin: {} }]);
    for (let more = 2; more < 10_000; more += 1) await on.simulator.deliver([{ optin: {} }]);
    expect(oldest.state).toBe('waiting');
    await on.simulator.deliver([{ optin: {} }]);
    expect([oldest.state, next.state]).toEqual(['given-up', 'waiting']);
  });

  it('hears nothing more once the simulator was stopped', async () => {
    const delivery = await on.simulator.say(ADA, 'hi');
    await on.app.close();
    const requests = bot.received.length;
    await on.simulator.advance(60 * MINUTE_MS);
    expect(delivery.state).toBe('given-up');
    expect(bot.received).toHaveLength(requests);
  });
});

describe('the platform letting a day pass', () => {
  it("closes the page's window, by the machine's own time or not", async () => {
    bot.otherwise = 200;
    await on.simulator.say(ADA, 'hi');
    await on.simulator.advance(24 * 60 * MINUTE_MS - 1000);
    expect(await on.pageSays({ text: 'still here?' })).toHaveProperty('message_id');
    await on.simulator.advance(2000);
    expect(await on.pageSays({ text: 'too late' })).toMatchObject({
      error: { code: 10, error_subcode: 2018278 },
    });
    expect(on.simulator.nowMs - NOW_MS).toBeGreaterThan(24 * 60 * MINUTE_MS);
  });
});
