// Compiled, never run: what the compiler must infer from a payload definition, and what it must refuse.
import {
  payload,
  type PayloadDefinition,
  type StandardSchemaV1,
  type Tap,
  type TapOf,
} from '../../src/messaging/index.js';

type Same<A, B> = [A, B] extends [B, A] ? true : false;
/** `assertSame<A, B>(true)` compiles when both are the same type. */
declare function assertSame<A, B>(same: Same<A, B>): void;

class AddToCartDto {
  readonly action?: 'ADD_TO_CART';
  productId = '';
  qty = 1;
  note?: string;
  total(): number {
    return this.qty;
  }
}

declare const couponSchema: StandardSchemaV1<
  { code: string; percent?: string },
  { code: string; percent: number }
>;
declare const choiceSchema: StandardSchemaV1<
  { action: 'PAY'; by: 'card'; card: string } | { action: 'PAY'; by: 'cash' }
>;
declare const anyPattern: string;

const GetStarted = payload('GET_STARTED');
const ViewProduct = payload('PRODUCT_VIEW_{productId}');
const Answer = payload('ORDER_{id:int}_{answer:yes|no|later}_{note}');
const Support = payload('SUPPORT_*');
const Topic = payload('TOPIC_{topic}_*');
const AddToCart = payload('ADD_TO_CART', AddToCartDto);
const Coupon = payload('COUPON', couponSchema);
const Pay = payload('PAY', choiceSchema);
const Unknown = payload(anyPattern);
const SupportMenu = payload('MENU_SUPPORT', { version: 2, accepts: [1] });
const ViewPage = payload('PAGE_{page:int}', { version: 3, accepts: [1, 2] });
const Reorder = payload('REORDER', AddToCartDto, { version: 2 });

// Params come from the text of the pattern.
assertSame<TapOf<typeof ViewProduct>, Tap<{ readonly productId: string }>>(true);
assertSame<
  TapOf<typeof Answer>['params'],
  { readonly id: number; readonly answer: 'yes' | 'no' | 'later'; readonly note: string }
>(true);
assertSame<TapOf<typeof Topic>['params'], { readonly topic: string }>(true);
assertSame<TapOf<typeof Unknown>['params'], Tap['params']>(true);
assertSame<keyof TapOf<typeof GetStarted>['params'], never>(true);
assertSame<keyof TapOf<typeof Support>['params'], never>(true);

// Data come from the class, or from what the schema makes.
assertSame<TapOf<typeof AddToCart>['data'], AddToCartDto>(true);
assertSame<TapOf<typeof Coupon>['data'], { code: string; percent: number }>(true);
assertSame<TapOf<typeof ViewProduct>['data'], unknown>(true);

// Every definition is one, whatever it holds.
export const definitions: readonly PayloadDefinition[] = [
  GetStarted,
  ViewProduct,
  Answer,
  Support,
  Topic,
  AddToCart,
  Coupon,
  Pay,
  Unknown,
  SupportMenu,
  ViewPage,
  Reorder,
];

// What `with` accepts.
assertSame<ReturnType<typeof ViewProduct.with>, string>(true);
GetStarted.with();
ViewProduct.with({ productId: '7' });
Answer.with({ id: 7, answer: 'later', note: 'x' });
AddToCart.with({ productId: '7', qty: 1 });
AddToCart.with({ productId: '7', qty: 1, note: 'gift' });
Coupon.with({ code: 'MAY' });
Pay.with({ by: 'cash' });
Pay.with({ by: 'card', card: '1234' });
Unknown.with({ anything: 7 });
Unknown.with();
SupportMenu.with();
ViewPage.with({ page: 7 });
Reorder.with({ productId: '7', qty: 1 });
assertSame<TapOf<typeof ViewPage>['params'], { readonly page: number }>(true);
assertSame<TapOf<typeof Reorder>['data'], AddToCartDto>(true);

// What it refuses.
// @ts-expect-error a definition without holes takes no params
GetStarted.with({ productId: '7' });
// @ts-expect-error the params are missing
ViewProduct.with();
// @ts-expect-error a param is missing
Answer.with({ id: 7, answer: 'yes' });
// @ts-expect-error an extra param
ViewProduct.with({ productId: '7', qty: 1 });
// @ts-expect-error a number where the pattern says text
ViewProduct.with({ productId: 7 });
// @ts-expect-error text where the pattern says digits
Answer.with({ id: '7', answer: 'yes', note: 'x' });
// @ts-expect-error not one of the choices
Answer.with({ id: 7, answer: 'maybe', note: 'x' });
// @ts-expect-error a pattern with a star builds nothing
export type SupportWith = (typeof Support)['with'];
// @ts-expect-error nor does one that has a hole as well
export type TopicWith = (typeof Topic)['with'];
// @ts-expect-error a field is missing
AddToCart.with({ productId: '7' });
// @ts-expect-error a field of the wrong type
AddToCart.with({ productId: '7', qty: '1' });
// @ts-expect-error a field that the class does not have
AddToCart.with({ productId: '7', qty: 1, price: 2 });
// @ts-expect-error the definition writes the action itself
AddToCart.with({ action: 'ADD_TO_CART', productId: '7', qty: 1 });
// @ts-expect-error what the schema makes is not what it takes
Coupon.with({ code: 'MAY', percent: 10 });
// @ts-expect-error each side of a union keeps its own fields
Pay.with({ by: 'cash', card: '1234' });
// @ts-expect-error an action is one text
payload('BUY_{id}', AddToCartDto);
// @ts-expect-error an action is one text
payload('BUY_*', couponSchema);
// @ts-expect-error neither a class nor a schema
payload('BUY', { productId: '' });
// @ts-expect-error a version takes the same params
ViewPage.with({ page: '7' });
// @ts-expect-error versions are numbers
payload('MENU_SUPPORT', { version: '2' });
// @ts-expect-error what is accepted goes with what is sent
payload('MENU_SUPPORT', { accepts: [1] });
