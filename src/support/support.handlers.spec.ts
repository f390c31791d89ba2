import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { handover, text } from '../messaging/index.js';
import { Store } from '../store/index.js';
import { aTap, TestBot, type TestUser } from '../testing/index.js';
import { SupportHandlers } from './support.handlers.js';
import { SupportModule } from './support.module.js';
import { AskSupport, SupportMenu } from './support.payloads.js';
import type { SupportTables } from './support.tables.js';

describe('support', () => {
  let bot: TestBot;
  let ada: TestUser;

  beforeEach(async () => {
    bot = await TestBot.create({ imports: [SupportModule] });
    ada = bot.user('Ada');
  });

  afterEach(() => bot.close());

  const tickets = (): Promise<{ topic: string; user_id: string }[]> =>
    bot
      .get(Store)
      .tables<SupportTables>()
      .selectFrom('support_tickets')
      .select(['topic', 'user_id'])
      .execute();

  it.each([
    ['My bill', 'BILLING'],
    ['Shipping', 'SHIPPING'],
    ['Something else', 'OTHER'],
  ])('asks what it is about, and opens a ticket for "%s"', async (title, topic) => {
    await ada.tap(SupportMenu.with());
    expect(ada).toHaveReceived('What is it about?');
    await ada.press(title);
    expect(ada).toHaveReceived('We opened ticket 1 for you. A colleague will answer you here.');
    expect(await tickets()).toEqual([{ topic, user_id: ada.psid }]);
  });

  it('understands the menu item as it was sent a year ago', async () => {
    await ada.tap('MENU_SUPPORT');
    expect(ada).toShowButton('My bill');
  });

  it('hands the thread to the Page Inbox', async () => {
    const { replies } = await ada.tap(AskSupport.with({ topic: 'BILLING' }));
    expect(replies).toEqual([
      text('We opened ticket 1 for you. A colleague will answer you here.'),
      handover({ to: '263902037430900' }),
    ]);
  });

  it('opens one ticket for one tap, however often it is delivered, and another one for the next tap', async () => {
    await ada.tap(AskSupport.with({ topic: 'BILLING' }));
    await ada.redeliver();
    // The colleague is done with the first ticket: until then Meta lets the shop say nothing.
    await ada.handBack();
    await ada.tap(AskSupport.with({ topic: 'BILLING' }));
    expect(ada).toHaveReceived('We opened ticket 2 for you. A colleague will answer you here.');
    expect(await tickets()).toHaveLength(2);
  });

  it('opens one ticket for one tap, however often it is handled', async () => {
    const handlers = bot.get(SupportHandlers);
    const again = aTap({ payload: 'SUPPORT_BILLING' });
    expect(await handlers.route(again)).toEqual(await handlers.route(again));
    expect(await tickets()).toHaveLength(1);
  });

  it('cuts a topic that somebody made up to a sane length', async () => {
    await ada.tap(`SUPPORT_${'😀'.repeat(400)}`);
    expect(await tickets()).toEqual([expect.objectContaining({ topic: `${'😀'.repeat(19)}…` })]);
  });
});
