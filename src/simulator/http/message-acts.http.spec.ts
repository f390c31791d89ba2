import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { ADA, Bot, startStandIn, type StandIn } from '../../../test/support/stand-in.js';

let bot: Bot;
let on: StandIn;
let mid: string;

beforeEach(async () => {
  bot = new Bot();
  on = await startStandIn({ webhookUrl: await bot.listen(), echoes: false });
  await on.simulator.say(ADA, 'hi');
  ({ message_id: mid } = (await on.pageSays({ text: 'Hello' })) as { message_id: string });
});

afterEach(async () => {
  await on.app.close();
  await bot.close();
});

async function post(path: string, body: object = {}): Promise<string> {
  const response = await fetch(`${on.url}/people/${ADA}/${path}`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify(body),
  });
  return response.text();
}

const newest = (): unknown => bot.entries().at(-1)?.messaging[0];

describe('people over HTTP', () => {
  it('send files, react, answer a message, edit, read and follow ads', async () => {
    const url = 'https://shop.example/mug.png';
    expect(await post('attach?wait=0', { url })).toBe(
      `Ada   > (sent image ${url})\n(webhook: 200; no answer of the page yet)\n`,
    );
    expect(newest()).toMatchObject({ message: { attachments: [{ type: 'image' }] } });
    await post('react?wait=0', { mid, emoji: '👍' });
    expect(newest()).toMatchObject({ reaction: { action: 'react', reaction: 'like', mid } });
    await post('react?wait=0', { mid });
    expect(newest()).toMatchObject({ reaction: { action: 'unreact', mid } });
    await post('say?wait=0', { text: 'that one', replyTo: mid });
    expect(newest()).toMatchObject({ message: { text: 'that one', reply_to: { mid } } });
    const own = (newest() as { message: { mid: string } }).message.mid;
    await post('edit?wait=0', { mid: own, text: 'this one' });
    expect(newest()).toMatchObject({ message_edit: { mid: own, text: 'this one', num_edit: 1 } });
    await post('read?wait=0');
    expect(newest()).toMatchObject({ read: { watermark: expect.any(Number) } });
    await post('arrive?wait=0', { adId: '6045246247433' });
    expect(newest()).toMatchObject({ referral: { source: 'ADS', ad_id: '6045246247433' } });
  });

  it('block the page and let it write again', async () => {
    expect(await post('block')).toBe(`(the page can no longer write to ${ADA})\n`);
    expect(await on.pageSays({ text: 'hello?' })).toMatchObject({
      error: { code: 551, error_subcode: 1545041 },
    });
    expect(await post('unblock')).toBe(`(the page can write again to ${ADA})\n`);
    expect(await on.pageSays({ text: 'hello!' })).toHaveProperty('message_id');
  });

  it.each([
    ['react', { mid: 'm_9', emoji: '👍' }, 'SIMULATOR_UNKNOWN_MESSAGE'],
    ['react', {}, 'mid should not be empty'],
    ['attach', {}, 'the address of the file, http or https'],
    ['attach', { url: 'mug.png' }, 'the address of the file, http or https'],
    ['attach', { url: 'javascript:alert(1)' }, 'the address of the file, http or https'],
    ['attach', { url: 'file:///etc/passwd' }, 'the address of the file, http or https'],
    ['attach', { url: 'x', type: 'poem' }, 'type must be one of the following values'],
    ['arrive', {}, 'ref should not be empty'],
  ])('are refused %s with %j', async (path, body, problem) => {
    const requests = bot.received.length;
    expect(await post(path, body)).toContain(problem);
    expect(bot.received).toHaveLength(requests);
  });

  // A deep event once broke the list of deliveries for good.
  it('cannot send an event that is too deep, and the records stay readable', async () => {
    const deep = `${'['.repeat(50_000)}${']'.repeat(50_000)}`;
    const response = await fetch(`${on.url}/people/${ADA}/raw`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: `{"optin":${deep}}`,
    });
    expect([response.status, await response.text()]).toEqual([
      400,
      expect.stringContaining('SIMULATOR_ITEM_TOO_DEEP'),
    ]);
    const list = (await (await fetch(`${on.url}/deliveries`)).json()) as readonly unknown[];
    expect(list).toHaveLength(1);
    await expect(on.simulator.deliver([{ optin: JSON.parse(deep) as unknown }])).rejects.toThrow(
      'SIMULATOR_ITEM_TOO_DEEP',
    );
  });
});

describe('receipts', () => {
  it('are delivered by themselves where the option says so, each message once', async () => {
    await Promise.all([on.app.close(), bot.close()]);
    bot = new Bot();
    on = await startStandIn({ webhookUrl: await bot.listen(), echoes: false, receipts: true });
    await on.simulator.say(ADA, 'hi');
    await on.pageSays({ text: 'one' });
    await bot.waitFor(3);
    await on.pageSays({ text: 'two' });
    await bot.waitFor(5);
    const kinds = bot.entries().map(({ messaging: [item = {}] }) => Object.keys(item).at(-1));
    expect(kinds).toEqual(['message', 'delivery', 'read', 'delivery', 'read']);
  });
});
