import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { plainToInstance } from 'class-transformer';
import { validate } from 'class-validator';
import { buttons, card, postback, text } from '../messaging/index.js';
import { Campaigns } from '../referral/index.js';
import { Store } from '../store/index.js';
import { anArrival, aTap, TestBot } from '../testing/index.js';
import { ProductsHandlers } from './products.handlers.js';
import { ProductsModule } from './products.module.js';
import {
  AddToCart,
  AddToCartDto,
  BrowseProducts,
  EmptyCart,
  ViewCart,
  ViewProduct,
} from './products.payloads.js';
import { productsSchema } from './products.schema.js';
import type { ProductTables } from './products.tables.js';

const ADD_MUG = '{"action":"ADD_TO_CART","productId":"SKU-101","qty":1}';

describe('ProductsHandlers', () => {
  let bot: TestBot;
  let handlers: ProductsHandlers;

  beforeEach(async () => {
    bot = await TestBot.create({ imports: [ProductsModule] });
    handlers = bot.get(ProductsHandlers);
  });

  afterEach(() => bot.close());

  const mug = card({
    title: 'Enamel mug',
    subtitle: '14.50 EUR. Holds 350 ml and a grudge against dishwashers.',
    buttons: [postback('Add to cart', ADD_MUG), postback('Keep browsing', 'PRODUCTS_BROWSE')],
  });
  const gone = buttons('We do not sell that any more.', [
    postback('See what we have', 'PRODUCTS_BROWSE'),
  ]);
  const emptyCart = buttons('Your cart is empty.', [postback('Keep browsing', 'PRODUCTS_BROWSE')]);
  const cartOf = (...lines: string[]): ReturnType<typeof buttons> =>
    buttons(['In your cart:', ...lines].join('\n'), [
      postback('View cart', 'CART_VIEW'),
      postback('Keep browsing', 'PRODUCTS_BROWSE'),
      postback('Empty cart', 'CART_EMPTY'),
    ]);
  const notEnough = (answer: string): ReturnType<typeof buttons> =>
    buttons(answer, [
      postback('View cart', 'CART_VIEW'),
      postback('Keep browsing', 'PRODUCTS_BROWSE'),
    ]);
  const stock = async (...products: { id: string; name: string }[]): Promise<void> => {
    const description = 'x'.repeat(999);
    const rows = products.map((product) => ({
      ...product,
      description,
      price_cents: Number.MAX_SAFE_INTEGER,
      stock: 1_000_000,
    }));
    await bot
      .get(Store)
      .tables<ProductTables>()
      .insertInto('products_catalogue')
      .values(rows)
      .execute();
  };
  const add = (data: AddToCartDto, key = 'tap 1'): ReturnType<ProductsHandlers['add']> =>
    handlers.add(aTap({ payload: AddToCart.with(data), data, key }));

  it('builds the payload of a button as compact JSON', () => {
    expect(AddToCart.with({ productId: 'SKU-456', qty: 1 })).toBe(
      '{"action":"ADD_TO_CART","productId":"SKU-456","qty":1}',
    );
  });

  it('takes a button without a quantity for one piece', async () => {
    const data = plainToInstance(AddToCartDto, { productId: 'SKU-456' });
    expect(await validate(data)).toEqual([]);
    expect(data.qty).toBe(1);
  });

  it.each([null, 0, 100, 1.5, '2'])('refuses a button with the quantity %p', async (qty) => {
    const data = plainToInstance(AddToCartDto, { productId: 'SKU-456', qty });
    expect(await validate(data)).toEqual([expect.objectContaining({ property: 'qty' })]);
  });

  it('leads from the shelves into the cart and out of it, by what is on the screen', async () => {
    const ada = bot.user('Ada');
    await ada.tap(BrowseProducts.with());
    await ada.press('View');
    expect(ada).toHaveReceived(mug);
    await ada.press('Add to cart');
    await ada.press('Keep browsing');
    await ada.press('View cart');
    expect(ada).toHaveReceived(cartOf('1 x Enamel mug, 14.50 EUR', 'Total: 14.50 EUR'));
    await ada.press('Empty cart');
    expect(ada).toHaveReceived(emptyCart);
  });

  it('shows people who come by a link the product that it promised, before anything else', async () => {
    const ada = bot.user('Ada');
    await ada.arrive({ ref: 'PRODUCT_SKU-101' });
    await ada.tap(BrowseProducts.with());
    expect(ada.texts[0]).toBe('Enamel mug');
    expect(ada).toHaveReceived(mug);
  });

  it('tells campaigns who put something into the cart, and not who could not', async () => {
    const [ada, ben] = [bot.user('Ada'), bot.user('Ben')];
    for (const each of [ada, ben]) {
      await each.arrive({ ref: 'PRODUCT_SKU-101' });
      await each.tap(BrowseProducts.with());
    }
    await ada.tap(AddToCart.with({ productId: 'SKU-101', qty: 1 }));
    await ben.tap(AddToCart.with({ productId: 'SKU-777', qty: 1 }));
    const { campaigns } = await bot.get(Campaigns).read(1000, { touch: 'last', limit: 9 });
    expect(campaigns).toMatchObject([
      { ref: 'PRODUCT_SKU-101', arrived: 2, active: 2, goals: [{ name: 'cart', people: 1 }] },
    ]);
  });

  it('adds once for one tap, however often it is delivered', async () => {
    const ada = bot.user('Ada');
    await ada.tap(AddToCart.with({ productId: 'SKU-101', qty: 1 }));
    await ada.redeliver();
    expect((await ada.press('View cart')).replies).toEqual([
      cartOf('1 x Enamel mug, 14.50 EUR', 'Total: 14.50 EUR'),
    ]);
  });

  it('shows the shelves', async () => {
    const shelves = await handlers.browse();
    expect(shelves).toMatchObject({ kind: 'carousel', cards: { length: 6 } });
    expect(shelves).toMatchObject({
      cards: expect.arrayContaining([
        expect.objectContaining({
          title: 'Enamel mug',
          buttons: [postback('View', 'PRODUCT_VIEW_SKU-101')],
        }),
        expect.objectContaining({
          title: 'Roaster tour',
          subtitle: expect.stringMatching(/^sold out/),
        }),
      ]),
    });
  });

  it('says so when the shelves are empty', async () => {
    await bot.get(Store).tables<ProductTables>().deleteFrom('products_catalogue').execute();
    expect(await handlers.browse()).toEqual(
      text('The shelves are empty today. Please come back tomorrow.'),
    );
  });

  it('shows no more products than a carousel holds', async () => {
    await stock(...Array.from({ length: 9 }, (_, n) => ({ id: `MORE-${n}`, name: `No ${n}` })));
    expect(await handlers.browse()).toMatchObject({ kind: 'carousel', cards: { length: 10 } });
  });

  it('shows one product with a button that buys it', async () => {
    const tap = aTap({ payload: 'PRODUCT_VIEW_SKU-101', params: { productId: 'SKU-101' } });
    expect(await handlers.view(tap)).toEqual(mug);
  });

  it('leads on whoever asks for what is no longer sold', async () => {
    const tap = aTap({ payload: 'PRODUCT_VIEW_SKU-1', params: { productId: 'SKU-1' } });
    expect([await handlers.view(tap), await add({ productId: 'SKU-1', qty: 1 })]).toEqual([
      gone,
      gone,
    ]);
  });

  it('says nothing about a product of a link that is gone', async () => {
    expect(
      await handlers.arrive(anArrival('PRODUCT_SKU-1', { productId: 'SKU-1' })),
    ).toBeUndefined();
  });

  it('adds up what is put into the cart', async () => {
    await add({ productId: 'SKU-101', qty: 1 }, 'tap 1');
    await add({ productId: 'SKU-204', qty: 3 }, 'tap 2');
    expect(await add({ productId: 'SKU-101', qty: 2 }, 'tap 3')).toEqual(
      cartOf('3 x Enamel mug, 43.50 EUR', '3 x Filter coffee 500 g, 35.70 EUR', 'Total: 79.20 EUR'),
    );
  });

  it('adds once for one tap, however often it is handled', async () => {
    await add({ productId: 'SKU-101', qty: 1 });
    expect(await add({ productId: 'SKU-101', qty: 1 })).toEqual(
      cartOf('1 x Enamel mug, 14.50 EUR', 'Total: 14.50 EUR'),
    );
  });

  it.each([
    ['SKU-777', 1, 'Roaster tour is sold out.'],
    ['SKU-310', 8, 'We have 7 x Hand grinder, those in your cart included.'],
  ])('does not sell what it does not have: %s, %d', async (productId, qty, answer) => {
    expect(await add({ productId, qty })).toEqual(notEnough(answer));
    expect(await handlers.viewCart(aTap({ payload: 'CART_VIEW' }))).toEqual(emptyCart);
  });

  it('counts what is in the cart already against the stock', async () => {
    const full = cartOf('7 x Hand grinder, 483.00 EUR', 'Total: 483.00 EUR');
    await add({ productId: 'SKU-310', qty: 5 }, 'tap 1');
    expect(await add({ productId: 'SKU-310', qty: 2 }, 'tap 2')).toEqual(full);
    expect(await add({ productId: 'SKU-310', qty: 1 }, 'tap 3')).toEqual(
      notEnough('We have 7 x Hand grinder, those in your cart included.'),
    );
    expect(await add({ productId: 'SKU-310', qty: 2 }, 'tap 2')).toEqual(full);
  });

  it("empties the cart, and nobody else's", async () => {
    const [ada, ben] = [bot.user('Ada'), bot.user('Ben')];
    await ada.tap(AddToCart.with({ productId: 'SKU-101', qty: 1 }));
    await ben.tap(EmptyCart.with());
    expect((await ada.tap(ViewCart.with())).replies).toEqual([
      cartOf('1 x Enamel mug, 14.50 EUR', 'Total: 14.50 EUR'),
    ]);
    expect((await ada.press('Empty cart')).replies).toEqual([emptyCart]);
    expect((await ada.tap(ViewCart.with())).replies).toEqual([emptyCart]);
  });

  it('stays within what Meta takes, whatever is in the catalogue', async () => {
    const ids = Array.from({ length: 12 }, (_, n) => `LONG-${n}`);
    await stock(...ids.map((id) => ({ id, name: '😀'.repeat(300) })));
    const ada = bot.user('Ada');
    await ada.tap(BrowseProducts.with());
    await ada.tap(ViewProduct.with({ productId: 'LONG-1' }));
    expect(ada.texts.slice(-2)).toEqual([
      expect.stringMatching(/^.{0,80}$/),
      expect.stringMatching(/^.{80}$/),
    ]);
    for (const productId of ids) await ada.tap(AddToCart.with({ productId, qty: 99 }));
    await ada.tap(ViewCart.with());
  });

  it('shows the first lines of a long cart, and how many more there are', async () => {
    await stock(...Array.from({ length: 10 }, (_, n) => ({ id: `MORE-${n}`, name: `No ${n}` })));
    for (let n = 0; n < 10; n += 1) await add({ productId: `MORE-${n}`, qty: 1 }, `tap ${n}`);
    expect(await handlers.viewCart(aTap({ payload: 'CART_VIEW' }))).toMatchObject({
      text: expect.stringMatching(/1 x No 7, .* EUR\nand 2 more\nTotal: .* EUR$/),
    });
  });

  it('finds its rows when the demo starts again', async () => {
    await productsSchema.seed?.(bot.get(Store).tables());
    expect(await handlers.browse()).toMatchObject({ cards: { length: 6 } });
  });
});
