import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { RETRIES_AT_ONCE } from './retry-schedule.js';
import { signAsMeta } from './meta-signature.js';
import { ADA, Bot, SECRET, startStandIn, type StandIn } from '../../../test/support/stand-in.js';

let bot: Bot;
let on: StandIn;

beforeEach(async () => {
  bot = new Bot();
  on = await startStandIn({
    webhookUrl: await bot.listen(),
    deliveryDeadlineMs: 200,
    now: () => 1_800_000_000_000, // stands still: two times differ only because the platform makes them
  });
});

afterEach(async () => {
  await on.app.close();
  await bot.close();
});

describe('a delivery', () => {
  it('is serialised as Meta does and signed over exactly its bytes', async () => {
    await on.simulator.tap(ADA, { payload: 'ÄPFEL/😀', title: 'Äpfel' });
    const text = bot.received[0]?.text ?? '';
    expect(text.replaceAll(/\b\d{13}\b/g, 'TIME').replace(/m_[\w-]{20,}/, 'MID')).toBe(
      `{"object":"page","entry":[{"id":"1","time":TIME,"messaging":[{"sender":{"id":"${ADA}"},` +
        '"recipient":{"id":"1"},"timestamp":TIME,"postback":{"mid":"MID",' +
        String.raw`"title":"\u00c4pfel","payload":"\u00c4PFEL\/\ud83d\ude00"}}]}]}`,
    );
    expect(bot.received[0]?.headers).toMatchObject({
      'content-type': 'application/json',
      'x-hub-signature-256': signAsMeta(text, SECRET),
      'x-hub-signature': expect.stringMatching(/^sha1=[0-9a-f]{40}$/),
      'facebook-api-version': 'v26.0',
    });
  });

  it('that fails is made again at once with the same items and a new entry.time, then waits', async () => {
    bot.answers.push(500, 403, 'hang', 302);
    const delivery = await on.simulator.say(ADA, 'hi');
    expect(delivery.state).toBe('waiting');
    expect(delivery.attempts.map(({ status, error }) => status ?? error)).toEqual([
      500,
      403,
      'no answer within 200 ms',
      302,
    ]);
    const entries = bot.entries();
    expect(entries).toHaveLength(1 + RETRIES_AT_ONCE);
    expect(new Set(entries.map(({ time }) => time)).size).toBe(entries.length);
    expect(new Set(entries.map(({ messaging }) => JSON.stringify(messaging))).size).toBe(1);
    expect(new Set(bot.received.map(({ headers }) => headers['x-hub-signature-256'])).size).toBe(4);
  });

  it('is made again until the webhook answers 200', async () => {
    bot.answers.push(503);
    expect(await on.simulator.say(ADA, 'hi')).toMatchObject({
      state: 'delivered',
      attempts: [{ status: 503 }, { status: 200 }],
    });
  });

  it('of what a person did last can be repeated in a new envelope', async () => {
    await expect(on.simulator.redeliver(ADA)).rejects.toThrow(
      `SIMULATOR_NOTHING_TO_REDELIVER: nothing that ${ADA} did was delivered so far. Tap something first.`,
    );
    await on.simulator.getStarted(ADA);
    await on.simulator.redeliver(ADA);
    const [first, second] = bot.entries();
    expect(second?.messaging).toEqual(first?.messaging);
    expect(second?.time).not.toBe(first?.time);
  });

  it('can carry any items, as they are', async () => {
    const items = [{ read: { watermark: 1 } }, { delivery: { watermark: 2 } }];
    await on.simulator.deliver(items);
    expect(bot.entries()[0]?.messaging).toEqual(items);
  });

  it('to a bot that is not there waits for the next attempt, with the reason', async () => {
    await bot.close();
    expect(await on.simulator.say(ADA, 'hi')).toMatchObject({
      state: 'waiting',
      attempts: Array.from({ length: 4 }, () => ({ status: null, error: 'ECONNREFUSED' })),
    });
    on.simulator.connectWebhook(await bot.listen());
    expect(await on.simulator.say(ADA, 'hi')).toMatchObject({ state: 'delivered' });
    expect(() => on.simulator.connectWebhook('https://shop.example/')).toThrow(
      'SIMULATOR_WEBHOOK_NOT_LOOPBACK',
    );
  });

  it('is given up when the simulator is not there to make it', async () => {
    bot.answers.push('hang');
    const delivery = on.simulator.say(ADA, 'hi');
    await on.app.close();
    expect(await delivery).toMatchObject({
      state: 'given-up',
      attempts: [{ status: null, error: 'the simulator was stopped' }],
    });
  });
});

describe('an echo', () => {
  it('follows what the page sends, with metadata, mid and the app id as a number', async () => {
    await on.simulator.say(ADA, 'hi');
    const answer = await on.pageSays({ text: 'Hello', metadata: 'intent-1' });
    const sent = await on.simulator.nextMessage(ADA);
    expect(answer).toEqual({ recipient_id: ADA, message_id: sent.mid });
    const text = await bot.waitFor(2);
    expect(text).toContain('"app_id":120226305854810726,');
    expect(JSON.parse(text)).toMatchObject({
      entry: [
        {
          messaging: [
            {
              sender: { id: '1' },
              recipient: { id: ADA },
              message: { is_echo: true, metadata: 'intent-1', mid: sent.mid, text: 'Hello' },
            },
          ],
        },
      ],
    });
  });
});

describe('waiting in a test', () => {
  it('hands out each message of the page once, also one that came before', async () => {
    bot.onEvent = async () => {
      await on.pageSays({ text: 'one' });
      await on.pageSays({ text: 'two' });
    };
    await on.simulator.getStarted(ADA);
    expect(await on.simulator.nextMessage(ADA)).toMatchObject({ text: 'one' });
    expect(await on.simulator.nextMessage(ADA)).toMatchObject({ text: 'two' });
    await expect(on.simulator.nextMessage(ADA, 1)).rejects.toThrow(
      `SIMULATOR_TIMEOUT: no message to ${ADA} within 1 ms; the conversation has 3 bubbles.`,
    );
  });

  it('is for the answer to what the person did last', async () => {
    await on.simulator.getStarted(ADA);
    await on.pageSays({ text: 'old' });
    await on.simulator.say(ADA, 'hi');
    await on.pageSays({ text: 'new' });
    expect(await on.simulator.nextMessage(ADA)).toMatchObject({ text: 'new' });
  });

  it('is told to whoever watches, until they stop', async () => {
    const seen: number[] = [];
    const stop = on.simulator.onChange(() => seen.push(on.simulator.deliveries().length));
    await on.simulator.say(ADA, 'hi');
    expect(seen.at(-1)).toBe(1);
    stop();
    const before = seen.length;
    await on.simulator.say(ADA, 'hi');
    expect(seen).toHaveLength(before);
  });

  it('resolves when Graph was called often enough', async () => {
    await on.simulator.say(ADA, 'hi');
    const sent = on.simulator.waitForSent(1);
    await on.pageSays({ text: 'Hello' });
    expect(await sent).toMatchObject([{ body: { message: { text: 'Hello' } } }]);
    await expect(on.simulator.waitForSent(2, 1)).rejects.toThrow(
      'SIMULATOR_TIMEOUT: no 2 Graph calls within 1 ms; there were 1.',
    );
  });
});
