// Compiled by `npm run types`, never run: what must not compile stands below a @ts-expect-error.
import {
  payload,
  type Arrival,
  type Incoming,
  type Reply,
  type Tap,
  type TapOf,
  text,
} from '../../src/messaging/index.js';
import {
  OnEvent,
  OnPostback,
  OnQuickReply,
  OnTap,
  OnText,
  PayloadParam,
} from '../../src/postback/index.js';
import { type Goals, OnReferral } from '../../src/referral/index.js';

declare const goals: Goals;

class AddToCartDto {
  productId = '';
  qty = 1;
}

const ViewProduct = payload('PRODUCT_VIEW_{productId}');
const Page = payload('PAGE_{number:int}');
const AddToCart = payload('ADD_TO_CART', AddToCartDto);

export class Fine {
  @OnPostback(ViewProduct)
  view(tap: TapOf<typeof ViewProduct>): Reply {
    return text(tap.params.productId);
  }

  @OnTap(AddToCart)
  async add(tap: TapOf<typeof AddToCart>): Promise<string> {
    return Promise.resolve(`${tap.data.qty} of ${tap.data.productId}`);
  }

  @OnPostback('PRODUCT_{id}', 'ITEM_{id}')
  either(tap: Tap<{ id: string }>): Reply[] {
    return [text(tap.params.id)];
  }

  @OnPostback('SUPPORT_*')
  @OnQuickReply()
  general(tap: Tap): void {
    void tap;
  }

  @OnPostback(Page)
  picked(@PayloadParam('number') number: number): string {
    return String(number);
  }

  @OnText('order {id}')
  async *written(message: Incoming<'text'>): AsyncIterable<Reply> {
    yield await Promise.resolve(text(message.text));
  }

  @OnEvent('reaction')
  react(event: Incoming<'reaction'>): void {
    void event.emoji;
  }

  @OnReferral({ ref: 'EMAIL_{campaign}' })
  arrive(arrival: Arrival<{ campaign: string }>): string {
    return arrival.params.campaign;
  }

  @OnReferral({ source: 'ADS', ref: 'TABLE_{n:int}_{room:IN|OUT}' })
  sit({ params }: Arrival<{ n: number; room: 'IN' | 'OUT' }>): string {
    const n: number = params.n;
    return `${n} ${params.room}`;
  }

  @OnReferral()
  anything({ referral }: Arrival): string {
    return referral.ref ?? 'welcome';
  }

  @OnPostback('BUY')
  async buy(tap: Tap): Promise<void> {
    await goals.reach(tap, 'cart');
  }

  @OnReferral({ ref: 'GIFT' })
  async gift(arrival: Arrival): Promise<void> {
    await goals.reach(arrival, 'gift');
  }

  @OnText()
  async ask(message: Incoming<'text'>): Promise<void> {
    await goals.reach(message, 'question');
  }
}

export class Wrong {
  // @ts-expect-error the param is called productId
  @OnPostback(ViewProduct)
  misnamed(tap: Tap<{ sku: string }>): Reply {
    return text(tap.params.sku);
  }

  // @ts-expect-error the param is a number
  @OnPostback(Page)
  mistyped(tap: Tap<{ number: string }>): Reply {
    return text(tap.params.number);
  }

  // @ts-expect-error the data have no color
  @OnTap(AddToCart)
  noSuchData(tap: Tap<object, { color: string }>): Reply {
    return text(tap.data.color);
  }

  // @ts-expect-error a text is no tap
  @OnText()
  textAsTap(tap: Tap): Reply {
    return text(tap.payload);
  }

  // @ts-expect-error a reaction is no text
  @OnEvent('reaction')
  otherKind(event: Incoming<'text'>): Reply {
    return text(event.text);
  }

  // @ts-expect-error a number is no reply
  @OnPostback('COUNT')
  number(): number {
    return 1;
  }

  // @ts-expect-error an object that only looks like a reply is none
  @OnPostback('CARD')
  async card(): Promise<{ kind: 'poem'; text: string }> {
    return Promise.resolve({ kind: 'poem', text: 'roses' });
  }

  // @ts-expect-error the ref's param is called campaign
  @OnReferral({ ref: 'EMAIL_{campaign}' })
  arrive(arrival: Arrival<{ mail: string }>): string {
    return arrival.params.mail;
  }

  // @ts-expect-error the ref's param is a number
  @OnReferral({ ref: 'TABLE_{n:int}' })
  sit(arrival: Arrival<{ n: string }>): string {
    return arrival.params.n;
  }

  // @ts-expect-error a text of a ref is no number
  @OnReferral({ ref: 'EMAIL_{campaign}' })
  count(arrival: Arrival<{ campaign: number }>): string {
    return String(arrival.params.campaign);
  }

  // @ts-expect-error a ref without params has none
  @OnReferral({ ref: 'EMAIL' })
  none(arrival: Arrival<{ campaign: string }>): string {
    return arrival.params.campaign;
  }

  // @ts-expect-error a tap is no arrival
  @OnReferral({ ref: 'EMAIL' })
  tapped(tap: Tap): string {
    return tap.payload;
  }
}

// @ts-expect-error at least one pattern
OnPostback();
