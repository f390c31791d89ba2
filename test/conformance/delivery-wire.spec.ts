import { createHmac } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { ADA, Bot, SECRET, startStandIn, type StandIn } from '../support/stand-in.js';

// What messenger-platform.md section 12 asks of a stand-in, over HTTP against a bot that records. The number is the line there.

const NOW_MS = 1_800_000_000_000;

let bot: Bot;
let on: StandIn;

beforeEach(async () => {
  bot = new Bot();
  on = await startStandIn({
    webhookUrl: await bot.listen(),
    deliveryDeadlineMs: 300,
    now: () => NOW_MS, // stands still: times differ only because the platform makes them
  });
});

afterEach(async () => {
  await on.app.close();
  await bot.close();
});

const signed = (text: string, algorithm: string): string =>
  createHmac(algorithm, SECRET).update(Buffer.from(text, 'latin1')).digest('hex');

describe('line 2: a body', () => {
  it('is written as PHP writes it, in ASCII, and signed by both headers over exactly its bytes', async () => {
    await on.simulator.tap(ADA, { payload: 'ÄPFEL/😀', title: 'Äpfel' });
    const [{ text, headers } = { text: '', headers: {} }] = bot.received;
    expect(text).toContain(String.raw`"title":"\u00c4pfel","payload":"\u00c4PFEL\/\ud83d\ude00"`);
    expect(text).toMatch(/^[ -~]+$/);
    expect(headers).toMatchObject({
      'content-type': 'application/json',
      'x-hub-signature-256': `sha256=${signed(text, 'sha256')}`,
      'x-hub-signature': `sha1=${signed(text, 'sha1')}`,
      'facebook-api-version': 'v26.0',
    });
  });

  it('has the app id of an echo as a number with all its digits', async () => {
    await on.simulator.say(ADA, 'hi');
    await on.pageSays({ text: 'Hello' });
    expect(await bot.waitFor(2)).toContain('"app_id":120226305854810726,');
  });

  it('is kept with the delivery as it was signed', async () => {
    const delivery = await on.simulator.say(ADA, 'ä/');
    expect(delivery.body).toBe(bot.received[0]?.text);
    expect(delivery.signature).toBe(bot.received[0]?.headers['x-hub-signature-256']);
  });
});

describe('line 3: a delivery that fails', () => {
  it.each([
    ['without an answer in time', 'hang', 'no answer within 300 ms'],
    ['by 500', 500, null],
    ['by 404', 404, null],
    ['by 201', 201, null],
    ['by a redirect', 302, null],
  ] as const)('%s is repeated at once', async (_, answer, error) => {
    bot.answers.push(answer);
    expect(await on.simulator.say(ADA, 'hi')).toMatchObject({
      state: 'delivered',
      attempts: [{ status: answer === 'hang' ? null : answer, error }, { status: 200 }],
    });
  });

  it('is repeated with the same events in a new envelope: entry.time, addresses, signature', async () => {
    bot.answers.push(500, 500);
    await on.simulator.attach(ADA, { type: 'image', url: 'https://shop.example/mug.png?size=2' });
    const sent = bot.entries().map(({ time, messaging: [item] }) => {
      const { timestamp, message } = item as {
        timestamp: number;
        message: { mid: string; attachments: readonly { payload: { url: string } }[] };
      };
      return { time, timestamp, mid: message.mid, url: message.attachments[0]?.payload.url ?? '' };
    });
    const distinct = (values: readonly unknown[]): number => new Set(values).size;
    expect(sent).toHaveLength(3);
    expect(distinct(sent.map(({ time }) => time))).toBe(3);
    expect(distinct(sent.map(({ url }) => url))).toBe(3);
    expect(distinct(sent.map(({ timestamp, mid }) => `${timestamp} ${mid}`))).toBe(1);
    expect(distinct(bot.received.map(({ headers }) => headers['x-hub-signature-256']))).toBe(3);
    expect(sent.map(({ url }) => url.split('&oh=')[0])).toEqual(
      Array.from({ length: 3 }, () => 'https://shop.example/mug.png?size=2'),
    );
  });
});
