import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { ADA, Bot, startStandIn, type StandIn } from '../support/stand-in.js';

const DAY_MS = 86_400_000;
const buttons = (payload: string): object => ({
  attachment: {
    type: 'template',
    payload: {
      template_type: 'button',
      text: 'Buy it?',
      buttons: [{ type: 'postback', title: 'Buy', payload }],
    },
  },
});

let bot: Bot;
let on: StandIn;

beforeEach(async () => {
  bot = new Bot();
  on = await startStandIn({ webhookUrl: await bot.listen(), echoes: false });
  await on.simulator.getStarted(ADA);
});

afterEach(async () => {
  await on.app.close();
  await bot.close();
});

const newest = (): Record<string, unknown> => bot.entries().at(-1)?.messaging[0] ?? {};

describe('line 7: a tap', () => {
  it('on a template button works for ever, with the payload that was sent', async () => {
    await on.pageSays(buttons('BUY_OLD'));
    await on.simulator.advance(400 * DAY_MS);
    await on.simulator.tap(ADA, { payload: 'BUY_OLD' });
    await on.pageSays(buttons('BUY_NEW'));
    await on.simulator.tap(ADA, { payload: 'BUY_OLD' });
    expect(newest()).toMatchObject({ postback: { title: 'Buy', payload: 'BUY_OLD' } });
    await on.simulator.tap(ADA, { button: 'Buy' });
    expect(newest()).toMatchObject({ postback: { payload: 'BUY_NEW' } });
  });

  it.each([
    ['an old menu', { payload: 'MENU_V1', title: 'Orders', mid: null }],
    ['an ice breaker', { payload: 'ASK_HOURS', title: 'When do you open?', mid: null }],
  ])('on %s is a postback of its title and payload', async (_, choice) => {
    await on.simulator.tap(ADA, choice);
    const { title, payload } = choice;
    expect(newest()['postback']).toEqual({
      mid: expect.stringMatching(/^m_/),
      title,
      payload,
    });
    expect(on.simulator.transcriptOf(ADA).at(-1)).toMatchObject({ kind: 'tap', text: title });
  });

  it('carries the mid of the message it is on, and of none when it is in the menu', async () => {
    on.simulator.faults.set('postback-mid', 'carrier');
    const { message_id: older } = (await on.pageSays(buttons('BUY'))) as { message_id: string };
    const { message_id: newer } = (await on.pageSays(buttons('BUY'))) as { message_id: string };
    const mids: unknown[] = [];
    for (const mid of [older, newer, null]) {
      await on.simulator.tap(ADA, { payload: 'BUY', title: 'Buy', mid });
      mids.push((newest()['postback'] as { mid: string }).mid);
    }
    expect(mids.slice(0, 2)).toEqual([older, newer]);
    expect([older, newer]).not.toContain(mids[2]);
  });

  it('adds a bubble of its title, and opens the window again', async () => {
    await on.simulator.advance(2 * DAY_MS);
    expect(await on.pageSays({ text: 'hello?' })).toMatchObject({ error: { code: 10 } });
    const delivery = await on.simulator.tap(ADA, { payload: 'A', title: 'Ask' });
    const bubble = on.simulator.transcriptOf(ADA).at(-1);
    expect(bubble).toMatchObject({ from: 'person', text: 'Ask', seq: delivery.seq });
    expect(await on.pageSays({ text: 'hello!' })).toHaveProperty('message_id');
  });

  it('twice is two postbacks with two times', async () => {
    await on.simulator.tap(ADA, { payload: 'A' });
    const { timestamp } = newest();
    await on.simulator.tap(ADA, { payload: 'A' });
    expect(newest()['timestamp']).toBeGreaterThan(Number(timestamp));
  });

  it('on a quick reply takes it away; the same words typed carry no payload', async () => {
    const replies = [{ content_type: 'text', title: 'Yes', payload: 'YES' }];
    await on.pageSays({ text: 'Sure?', quick_replies: replies });
    await on.simulator.quickReply(ADA, { title: 'Yes' });
    expect(newest()).toMatchObject({ message: { text: 'Yes', quick_reply: { payload: 'YES' } } });
    await expect(on.simulator.quickReply(ADA, { title: 'Yes' })).rejects.toThrow(
      'SIMULATOR_NOT_ON_SCREEN',
    );
    await on.pageSays({ text: 'Sure?', quick_replies: replies });
    await on.simulator.say(ADA, 'Yes');
    expect(newest()['message']).toEqual({ mid: expect.any(String), text: 'Yes' });
  });

  it.each([
    ['absent', [undefined, undefined]],
    ['perTap', [expect.stringMatching(/^m_/), expect.stringMatching(/^m_/)]],
    ['carrier', ['CARRIER', 'CARRIER']],
  ] as const)('has the postback.mid that the switch says: %s', async (meaning, mids) => {
    const { message_id: carrier } = (await on.pageSays(buttons('BUY'))) as { message_id: string };
    on.simulator.faults.set('postback-mid', meaning);
    const seen: unknown[] = [];
    for (let taps = 0; taps < 2; taps += 1) {
      await on.simulator.tap(ADA, { button: 'Buy' });
      const { mid } = newest()['postback'] as { mid?: string };
      seen.push(mid === carrier ? 'CARRIER' : mid);
    }
    expect(seen).toEqual(mids);
    expect(new Set(seen).size).toBe(meaning === 'perTap' ? 2 : 1);
  });
});
