import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { buttons, carousel, postback, quickReplies, quickReply, text } from '../messaging/index.js';
import { Campaigns } from '../referral/index.js';
import { Store } from '../store/index.js';
import { aTap, TestBot } from '../testing/index.js';
import { OrdersHandlers } from './orders.handlers.js';
import { OrdersModule } from './orders.module.js';
import { ConfirmReturn, StartReturn, TrackOrder, ViewOrder } from './orders.payloads.js';
import { ordersSchema } from './orders.schema.js';
import type { OrderTables } from './orders.tables.js';

const ADA = '1000000000000001';
const BEN = '1000000000000002';

describe('OrdersHandlers', () => {
  let bot: TestBot;
  let handlers: OrdersHandlers;

  beforeEach(async () => {
    bot = await TestBot.create({ imports: [OrdersModule] });
    handlers = bot.get(OrdersHandlers);
  });

  afterEach(() => bot.close());

  const noSuchOrder = buttons('I do not find that order among yours.', [
    postback('My orders', 'FLOW_TRACK_ORDER'),
    postback('Ask support', 'SUPPORT_ORDER'),
  ]);
  const confirm = (
    answer: 'YES' | 'NO',
    { userId = ADA, key = `${answer} tap` } = {},
  ): ReturnType<OrdersHandlers['confirmReturn']> =>
    handlers.confirmReturn(
      aTap({
        payload: `CONFIRM_RETURN_1001_${answer}`,
        userId,
        params: { orderId: '1001', answer },
        key,
      }),
    );
  const recorded = text('The return of order 1001 is recorded. The label comes by mail.');
  const recordedBefore = text('The return of order 1001 is already recorded.');
  const startReturn = (): ReturnType<OrdersHandlers['startReturn']> =>
    handlers.startReturn(aTap({ payload: 'FLOW_RETURN_1001', params: { orderId: '1001' } }));
  const placeOrder = async (id: string, currency = 'EUR'): Promise<void> => {
    const db = bot.get(Store).tables<OrderTables>();
    const order = { id, user_id: ADA, status: 'placed' as const, currency, placed_at: 0 };
    await db.insertInto('orders_orders').values(order).execute();
  };

  it('tells campaigns whose return is recorded, and not who keeps the order', async () => {
    const ada = bot.user(ADA);
    await ada.arrive({ ref: 'EMAIL_MAY' });
    await ada.tap(TrackOrder.with());
    const goals = async (): Promise<unknown> =>
      (await bot.get(Campaigns).read(1000, { touch: 'last', limit: 9 })).campaigns[0]?.goals;
    await ada.press('Return');
    await ada.quickReply('No, keep it');
    expect(await goals()).toEqual([]);
    await ada.press('Return');
    await ada.quickReply('Yes, return it');
    expect(await goals()).toEqual([{ name: 'return', people: 1 }]);
  });

  it('leads from the orders to a return that is recorded once, by what is on the screen', async () => {
    const ada = bot.user(ADA);
    await ada.tap(TrackOrder.with());
    await ada.press('Return');
    expect((await ada.quickReply('Yes, return it')).replies).toEqual([recorded]);
    await ada.redeliver();
    expect((await ada.press('Return')).replies).toEqual([recordedBefore]);
    expect((await ada.tap(TrackOrder.with())).replies).toMatchObject([
      { cards: [{}, { title: 'Order 1001', subtitle: 'return requested, 40.90 EUR' }] },
    ]);
  });

  it('keeps an order when somebody thinks better of it', async () => {
    const ada = bot.user(ADA);
    await ada.tap(StartReturn.with({ orderId: '1001' }));
    await ada.press('No, keep it');
    expect(ada).toHaveReceived('Fine, nothing happens. You keep order 1001.');
    await ada.tap(ViewOrder.with({ orderId: '1001' }));
    expect(ada).toShowButton('Return', 'FLOW_RETURN_1001');
  });

  it('lists the orders of the person, newest first, each with what can be done with it', async () => {
    expect(await handlers.list(aTap({ payload: 'FLOW_TRACK_ORDER', userId: ADA }))).toEqual(
      carousel([
        {
          title: 'Order 1002',
          subtitle: 'shipped, 69.00 EUR',
          buttons: [postback('View', 'ORDER_VIEW_1002')],
        },
        {
          title: 'Order 1001',
          subtitle: 'delivered, 40.90 EUR',
          buttons: [postback('View', 'ORDER_VIEW_1001'), postback('Return', 'FLOW_RETURN_1001')],
        },
      ]),
    );
  });

  it('leads on whoever has no orders', async () => {
    expect(await handlers.list(aTap({ payload: 'FLOW_TRACK_ORDER', userId: 'new' }))).toEqual(
      buttons('You have no orders yet.', [postback('Browse products', 'PRODUCTS_BROWSE')]),
    );
  });

  it('lists no more orders than a carousel holds', async () => {
    for (let n = 0; n < 10; n += 1) await placeOrder(`old-${n}`);
    expect(await handlers.list(aTap({ payload: 'FLOW_TRACK_ORDER' }))).toMatchObject({
      cards: { 0: { title: 'Order 1002' }, length: 10 },
    });
  });

  it('shows the currency an order was paid in', async () => {
    await placeOrder('3001', 'CHF');
    const tap = aTap({ payload: 'ORDER_VIEW_3001', params: { orderId: '3001' } });
    expect(await handlers.view(tap)).toMatchObject({
      text: 'Order 3001: placed.\nTotal: 0.00 CHF',
    });
  });

  it('shows one order', async () => {
    const tap = aTap({ payload: 'ORDER_VIEW_1001', userId: ADA, params: { orderId: '1001' } });
    expect(await handlers.view(tap)).toEqual(
      buttons(
        'Order 1001: delivered.\n2 x Enamel mug, 29.00 EUR\n1 x Filter coffee 500 g, 11.90 EUR\nTotal: 40.90 EUR',
        [postback('Return', 'FLOW_RETURN_1001'), postback('Ask support', 'SUPPORT_ORDER')],
      ),
    );
  });

  it.each([
    ['of somebody else', '2001'],
    ['that does not exist', '9999'],
  ])('refuses an order %s in the same words, whatever the tap', async (_, orderId) => {
    const params = { orderId };
    const replies = [
      await handlers.view(aTap({ payload: `ORDER_VIEW_${orderId}`, userId: ADA, params })),
      await handlers.startReturn(aTap({ payload: `FLOW_RETURN_${orderId}`, userId: ADA, params })),
      await handlers.confirmReturn(
        aTap({
          payload: `CONFIRM_RETURN_${orderId}_YES`,
          userId: ADA,
          params: { orderId, answer: 'YES' },
        }),
      ),
    ];
    expect(replies).toEqual([noSuchOrder, noSuchOrder, noSuchOrder]);
  });

  it('asks before it records a return', async () => {
    expect(await startReturn()).toEqual(
      quickReplies('Do you want to return order 1001?', [
        quickReply('Yes, return it', 'CONFIRM_RETURN_1001_YES'),
        quickReply('No, keep it', 'CONFIRM_RETURN_1001_NO'),
      ]),
    );
  });

  it('takes nothing back that has not been delivered, even when the confirmation is forged', async () => {
    const ada = bot.user(ADA);
    const refusal = text('Order 1002 is shipped. It can be returned once it has been delivered.');
    const asked = await ada.tap(StartReturn.with({ orderId: '1002' }));
    const forged = await ada.tap(
      ConfirmReturn.with({ orderId: '1002', answer: 'YES' }),
      'quick_reply',
    );
    expect([asked.replies, forged.replies]).toEqual([[refusal], [refusal]]);
  });

  it('records a return once, however often it is confirmed', async () => {
    expect(await confirm('YES', { key: 'tap 1' })).toEqual(recorded);
    expect(await confirm('YES', { key: 'tap 2' })).toEqual(recordedBefore);
    expect(await startReturn()).toEqual(recordedBefore);
    const returns = await bot
      .get(Store)
      .tables<OrderTables>()
      .selectFrom('orders_returns')
      .select(['order_id', 'tap_key'])
      .execute();
    expect(returns).toEqual([{ order_id: '1001', tap_key: 'tap 1' }]);
  });

  it('says the same again when the tap that recorded the return is handled again', async () => {
    expect([await confirm('YES'), await confirm('YES')]).toEqual([recorded, recorded]);
  });

  it('does not promise that an order stays when its return is recorded', async () => {
    await confirm('YES');
    expect(await confirm('NO')).toEqual(recordedBefore);
  });

  it("does not return somebody else's order", async () => {
    expect(await confirm('YES', { userId: BEN })).toEqual(noSuchOrder);
  });

  it('stays within what Meta takes, whatever is in an order', async () => {
    const id = '7'.repeat(900);
    await placeOrder(id);
    const items = Array.from({ length: 50 }, (_, position) => ({
      order_id: id,
      position,
      name: '😀'.repeat(300),
      quantity: Number.MAX_SAFE_INTEGER,
      price_cents: 99_999_999,
    }));
    await bot.get(Store).tables<OrderTables>().insertInto('orders_items').values(items).execute();
    const ada = bot.user(ADA);
    await ada.tap(ViewOrder.with({ orderId: id }));
    await ada.tap(TrackOrder.with());
    expect(ada.screen.buttons.map(({ title }) => title)).toEqual([
      'View',
      'View',
      'Return',
      'View',
      'Ask support',
    ]);
  });

  it('shows the first items of a long order, and how many more there are', async () => {
    await placeOrder('3001');
    const items = Array.from({ length: 10 }, (_, position) => ({
      order_id: '3001',
      position,
      name: `Item ${position}`,
      quantity: 1,
      price_cents: 100,
    }));
    await bot.get(Store).tables<OrderTables>().insertInto('orders_items').values(items).execute();
    const tap = aTap({ payload: 'ORDER_VIEW_3001', params: { orderId: '3001' } });
    expect(await handlers.view(tap)).toMatchObject({
      text: expect.stringMatching(/Item 7, 1.00 EUR\nand 2 more\nTotal: 10.00 EUR$/),
    });
  });

  it('finds its rows when the demo starts again', async () => {
    await ordersSchema.seed?.(bot.get(Store).tables());
    expect(await handlers.list(aTap({ payload: 'FLOW_TRACK_ORDER' }))).toMatchObject({
      cards: { length: 2 },
    });
  });
});
