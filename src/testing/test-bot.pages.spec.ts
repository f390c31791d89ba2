import { afterEach, expect, it } from '@jest/globals';
import { Injectable, Module } from '@nestjs/common';
import {
  buttons,
  conversationOf,
  postback,
  type Reply,
  type Tap,
  text,
} from '../messaging/index.js';
import { Outbox } from '../outbox/index.js';
import { OnPostback } from '../postback/index.js';
import { Store } from '../store/index.js';
import { TestBot } from './test-bot.js';

const [SHOP, OUTLET] = ['101', '102'] as const;

@Injectable()
class PageHandlers {
  @OnPostback('WHERE')
  where({ pageId, userId }: Tap): Reply {
    return buttons(`page ${pageId}, person ${userId}`, [postback('Again', 'WHERE')]);
  }
}

@Module({ providers: [PageHandlers] })
class PagesModule {}

let bot: TestBot;

const create = async (): Promise<void> => {
  bot = await TestBot.create({ imports: [PagesModule], pages: [SHOP, OUTLET] });
};

afterEach(() => bot.close());

it('a bot of several pages answers each person on the page that they write to', async () => {
  await create();
  const [shopper, bargainer] = [bot.user('ada'), bot.user('ada', { page: OUTLET })];
  await shopper.tap('WHERE');
  await bargainer.tap('WHERE');
  await bargainer.press('Again');
  expect(shopper.texts).toEqual([`page ${SHOP}, person ${shopper.psid}`]);
  const there = `page ${OUTLET}, person ${bargainer.psid}`;
  expect(bargainer.texts).toEqual([there, there]);
  expect([shopper.pageId, bargainer.pageId]).toEqual([SHOP, OUTLET]);
  expect(bargainer.psid).not.toBe(shopper.psid);
  expect(bot.user('ada', { page: OUTLET })).toBe(bargainer);
  expect(bot.user('ada', { page: SHOP })).toBe(shopper);
});

it('keeps chats apart also where the same id is used on two pages', async () => {
  await create();
  const [shopper, bargainer] = [bot.user('7'), bot.user('7', { page: OUTLET })];
  await shopper.tap('WHERE');
  expect([shopper.calls.length, bargainer.calls.length]).toEqual([1, 0]);
  await bargainer.tap('WHERE');
  expect([shopper.texts, bargainer.texts]).toEqual([
    [`page ${SHOP}, person 7`],
    [`page ${OUTLET}, person 7`],
  ]);
});

it('sees through what is sent on every page when time passes', async () => {
  await create();
  const { psid: userId, pageId } = bot.user('ada', { page: OUTLET });
  await bot.user('ada', { page: OUTLET }).tap('WHERE');
  const conversation = conversationOf({ channel: 'messenger', pageId, userId, userRef: null });
  const recipient = { channel: 'messenger', pageId, userId, conversation } as const;
  const outbox = bot.get(Outbox);
  await bot
    .get(Store)
    .transaction((trx) =>
      outbox.accept(trx, { ...recipient, eventKey: 'none' }, [text('shipped')]),
    );
  outbox.wake();
  await bot.clock.advance(0);
  expect(bot.user('ada', { page: OUTLET })).toHaveReceived('shipped');
});

it('says which pages there are', async () => {
  await create();
  expect(() => bot.user('ada', { page: '9' })).toThrow(
    'SIMULATOR_UNKNOWN_PAGE: there is no page "9". Known: "101", "102".',
  );
});
