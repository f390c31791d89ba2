import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { TestingModule } from '@nestjs/testing';
import { aTap } from '../../test/support/a-tap.js';
import { startFeature } from '../../test/support/feature.js';
import { buttons, carousel, postback, quickReplies, quickReply, text } from '../messaging/index.js';
import { Store } from '../store/index.js';
import { OrdersHandlers } from './orders.handlers.js';
import { OrdersModule } from './orders.module.js';
import type { OrderTables } from './orders.tables.js';

const ADA = '1000000000000001';
const BEN = '1000000000000002';

describe('OrdersHandlers', () => {
  let app: TestingModule;
  let handlers: OrdersHandlers;

  beforeEach(async () => {
    app = await startFeature(OrdersModule);
    handlers = app.get(OrdersHandlers);
  });

  afterEach(() => app.close());

  const noSuchOrder = buttons('I do not find that order among yours.', [
    postback('My orders', 'FLOW_TRACK_ORDER'),
    postback('Ask support', 'SUPPORT_ORDER'),
  ]);
  const confirm = (
    answer: 'YES' | 'NO',
    userId = ADA,
  ): ReturnType<OrdersHandlers['confirmReturn']> =>
    handlers.confirmReturn(
      aTap({
        payload: `CONFIRM_RETURN_1001_${answer}`,
        userId,
        params: { orderId: '1001', answer },
      }),
    );

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
    const tap = aTap({ payload: 'FLOW_RETURN_1001', userId: ADA, params: { orderId: '1001' } });
    expect(await handlers.startReturn(tap)).toEqual(
      quickReplies('Do you want to return order 1001?', [
        quickReply('Yes, return it', 'CONFIRM_RETURN_1001_YES'),
        quickReply('No, keep it', 'CONFIRM_RETURN_1001_NO'),
      ]),
    );
  });

  it('takes nothing back that has not been delivered, even when the confirmation is forged', async () => {
    const params = { orderId: '1002' };
    const refusal = text('Order 1002 is shipped. It can be returned once it has been delivered.');
    expect(await handlers.startReturn(aTap({ payload: 'FLOW_RETURN_1002', params }))).toEqual(
      refusal,
    );
    const forged = aTap({
      payload: 'CONFIRM_RETURN_1002_YES',
      params: { orderId: '1002', answer: 'YES' as const },
    });
    expect(await handlers.confirmReturn(forged)).toEqual(refusal);
  });

  it('records a return once, however often it is confirmed', async () => {
    expect(await confirm('YES')).toEqual(
      text('The return of order 1001 is recorded. The label comes by mail.'),
    );
    expect(await confirm('YES')).toEqual(text('The return of order 1001 is already recorded.'));
    const returns = await app
      .get(Store)
      .tables<OrderTables>()
      .selectFrom('orders_returns')
      .select('order_id')
      .execute();
    expect(returns).toEqual([{ order_id: '1001' }]);
  });

  it('keeps an order whose return is not confirmed', async () => {
    expect(await confirm('NO')).toEqual(text('Fine, order 1001 stays with you.'));
  });

  it("does not return somebody else's order", async () => {
    expect(await confirm('YES', BEN)).toEqual(noSuchOrder);
  });

  it('stays within what Meta takes, whatever is in an order', async () => {
    const db = app.get(Store).tables<OrderTables>();
    await db
      .insertInto('orders_orders')
      .values({ id: 'long', user_id: ADA, status: 'placed', placed_at: 0 })
      .execute();
    const items = Array.from({ length: 50 }, (_, position) => ({
      order_id: 'long',
      position,
      name: '😀'.repeat(300),
      quantity: 99_999,
      price_cents: 99_999_999,
    }));
    await db.insertInto('orders_items').values(items).execute();
    const tap = aTap({ payload: 'ORDER_VIEW_long', userId: ADA, params: { orderId: 'long' } });
    expect(await handlers.view(tap)).toMatchObject({
      kind: 'buttons',
      text: expect.stringContaining('and 42 more'),
    });
  });
});
