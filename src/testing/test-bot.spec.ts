import { afterEach, describe, expect, it, jest } from '@jest/globals';
import { Injectable, Module } from '@nestjs/common';
import { IsInt, IsString } from 'class-validator';
import {
  type Arrival,
  buttons,
  card,
  handover,
  type Incoming,
  link,
  payload,
  postback,
  quickReplies,
  quickReply,
  type Reply,
  type Tap,
  type TapOf,
  text,
  typing,
} from '../messaging/index.js';
import { OnEvent, OnPostback, OnQuickReply, OnTap, OnText } from '../postback/index.js';
import { OnReferral } from '../referral/index.js';
import { Store } from '../store/index.js';
import { TestBot } from './test-bot.js';

class OrderDto {
  @IsString()
  readonly productId!: string;

  @IsInt()
  readonly quantity!: number;
}

const ViewProduct = payload('SHELF_VIEW_{productId}');
const Order = payload('SHELF_ORDER', OrderDto);
const Confirm = payload('SHELF_CONFIRM_{answer:YES|NO}');

/** What the shop knows; a test puts something else in its place. */
@Injectable()
class Shelf {
  nameOf(productId: string): Promise<string> {
    return Promise.reject(new Error(`no database in a unit test: ${productId}`));
  }

  order(_productId: string, _quantity: number): void {}
}

@Injectable()
class ShelfHandlers {
  constructor(private readonly shelf: Shelf) {}

  @OnPostback('GET_STARTED')
  greet(): string {
    return 'Hello!';
  }

  @OnPostback(ViewProduct)
  async view(tap: TapOf<typeof ViewProduct>): Promise<Reply> {
    const { productId } = tap.params;
    return card({
      title: await this.shelf.nameOf(productId),
      subtitle: 'On the second shelf',
      buttons: [
        postback('Buy', Order.with({ productId, quantity: 1 })),
        link('Read more', 'https://example.com'),
      ],
    });
  }

  @OnTap(Order)
  async *order(tap: TapOf<typeof Order>): AsyncIterable<Reply> {
    this.shelf.order(tap.data.productId, tap.data.quantity);
    yield typing();
    yield text('Ordered.');
    yield quickReplies('Shall we wrap it?', [
      quickReply('Yes', Confirm.with({ answer: 'YES' })),
      quickReply('No', Confirm.with({ answer: 'NO' })),
    ]);
    await Promise.resolve();
  }

  @OnQuickReply(Confirm)
  confirm(tap: TapOf<typeof Confirm>): string {
    return tap.params.answer === 'YES' ? 'We wrap it.' : 'As it is, then.';
  }

  @OnText('who am i')
  who(message: Incoming<'text'>): string {
    return `You are ${message.userId}.`;
  }

  @OnEvent('reaction')
  react(event: Incoming<'reaction'>): string {
    return `Thanks for the ${event.emoji}`;
  }

  @OnReferral({ ref: 'PRODUCT_{productId}' })
  arrive(arrival: Arrival<{ productId: string }>): string {
    return `You came for ${arrival.params.productId}.`;
  }

  @OnReferral({ source: 'ADS' })
  advertised(arrival: Arrival): string {
    return `You saw ad ${arrival.referral.adId}.`;
  }

  @OnPostback('SHELF_SLOWLY')
  async slowly(tap: Tap): Promise<string[]> {
    for (let turn = 0; turn < 20; turn += 1) await new Promise(setImmediate);
    return [`slow ${tap.title}`, 'and done'];
  }
}

@Module({ providers: [ShelfHandlers, Shelf] })
class ShelfModule {}

describe('TestBot', () => {
  const fake = { nameOf: () => Promise.resolve('Mug'), order: jest.fn() };
  let bot: TestBot;

  /** The feature, with a fake in the place of what it depends on. */
  async function start(): Promise<TestBot> {
    fake.order.mockClear();
    bot = await TestBot.create({ imports: [ShelfModule] }, (module) =>
      module.overrideProvider(Shelf).useValue(fake),
    );
    return bot;
  }

  afterEach(() => bot.close());

  it('lets a person tap, see the answer and press what is on the screen', async () => {
    await start();
    const ada = bot.user('Ada');
    await ada.tap(ViewProduct.with({ productId: '7' }));
    expect(ada).toHaveReceived('Mug');
    expect(ada).toShowButton('Buy', Order.with({ productId: '7', quantity: 1 }));
    await ada.press('Buy');
    expect(fake.order).toHaveBeenCalledWith('7', 1);
    await ada.quickReply('Yes');
    expect(ada.texts).toEqual([
      'Mug',
      'On the second shelf',
      'Ordered.',
      'Shall we wrap it?',
      'We wrap it.',
    ]);
  });

  it('tells which handler ran and what it answered', async () => {
    await start();
    expect(await bot.user('Ada').tap('GET_STARTED')).toEqual({
      disposition: 'handled',
      handlers: ['ShelfHandlers.greet'],
      replies: [text('Hello!')],
    });
  });

  it('answers as many taps as a test makes, although its clock stands still', async () => {
    await start();
    const ada = bot.user('Ada');
    for (let taps = 0; taps < 40; taps += 1) await ada.tap('GET_STARTED');
    expect(ada.texts).toHaveLength(40);
  });

  it('has everything sent, in order, when an act resolves', async () => {
    await start();
    const ada = bot.user('Ada');
    await ada.tap('SHELF_SLOWLY');
    expect(ada.texts).toEqual(['slow SHELF_SLOWLY', 'and done']);
    await ada.tap(Order.with({ productId: '7', quantity: 2 }));
    expect(ada.received.slice(2).map((bubble) => bubble.kind)).toEqual([
      'sender_action',
      'message',
      'message',
    ]);
  });

  it('has the echoes in, by which Meta confirms what was sent', async () => {
    await start();
    await bot.user('Ada').getStarted();
    const events = bot.get(Store).tables().selectFrom('inbox_events').select(['state', 'item']);
    expect(await events.orderBy('id').execute()).toEqual([
      { state: 'done', item: expect.stringContaining('"postback"') },
      { state: 'done', item: expect.stringContaining('"is_echo":true') },
    ]);
  });

  it('handles acts of one person one after the other, also when a test does not wait between them', async () => {
    await start();
    const ada = bot.user('Ada');
    await Promise.all([ada.tap('SHELF_SLOWLY'), ada.getStarted()]);
    expect(ada.texts).toEqual(['slow SHELF_SLOWLY', 'and done', 'Hello!']);
  });

  it('knows a person by name: always the same one, and apart from all others', async () => {
    await start();
    await bot.user('Ada').tap('GET_STARTED');
    await bot.user('Ada').say('who am i');
    expect(bot.user('Ada').psid).toMatch(/^1\d{15}$/);
    expect(bot.user('Ada').texts).toEqual(['Hello!', `You are ${bot.user('Ada').psid}.`]);
    expect(bot.user('Ben').psid).not.toBe(bot.user('Ada').psid);
    expect(bot.user('Ben').texts).toEqual([]);
  });

  it('takes a name of digits for the id that the database of a test knows', async () => {
    await start();
    await bot.user('1000000000000001').say('who am i');
    expect(bot.user('1000000000000001')).toHaveReceived('You are 1000000000000001.');
  });

  it('shows what is on the screen: buttons stay, quick replies go', async () => {
    await start();
    const ada = bot.user('Ada');
    expect(ada).toShowButton('Get Started');
    await ada.tap(ViewProduct.with({ productId: '7' }));
    await ada.press('Buy');
    expect(ada).toShowQuickReply('No', 'SHELF_CONFIRM_NO');
    await ada.press('No');
    expect(ada).toHaveReceived('As it is, then.');
    expect(ada).not.toShowQuickReply('No');
    expect(ada).toShowButton('Buy');
  });

  it('takes any payload, on the screen or not, as either kind of tap', async () => {
    await start();
    const forged = await bot.user('Ada').tap(Confirm.with({ answer: 'NO' }), 'quick_reply');
    expect(forged.handlers).toEqual(['ShelfHandlers.confirm']);
  });

  it('brings texts to their handlers, and resolves when nobody listens', async () => {
    await start();
    expect((await bot.user('Ada').say('who am i')).handlers).toEqual(['ShelfHandlers.who']);
    expect(await bot.user('Ada').say('anybody?')).toEqual({
      disposition: 'unhandled',
      handlers: [],
      replies: [],
    });
  });

  it('lets a link into a new conversation wait for the first tap, as Messenger does', async () => {
    await start();
    const ada = bot.user('Ada');
    expect(await ada.arrive({ ref: 'PRODUCT_7' })).toMatchObject({ disposition: 'waiting' });
    expect(ada.texts).toEqual([]);
    expect((await ada.getStarted()).handlers).toEqual([
      'ShelfHandlers.arrive',
      'ShelfHandlers.greet',
    ]);
    expect(ada.texts).toEqual(['You came for 7.', 'Hello!']);
  });

  it('brings a link or an ad into a conversation that exists to its handler at once', async () => {
    await start();
    const ada = bot.user('Ada');
    await ada.getStarted();
    await ada.arrive({ ref: 'PRODUCT_7' });
    await ada.arrive({ adId: '5' });
    expect(ada.texts).toEqual(['Hello!', 'You came for 7.', 'You saw ad 5.']);
  });

  it('delivers what there is no verb for', async () => {
    await start();
    const ada = bot.user('Ada');
    await ada.raw({ reaction: { action: 'react', emoji: '🦀', mid: 'm_1' } });
    expect(ada).toHaveReceived('Thanks for the 🦀');
  });

  it('runs nothing twice when Meta delivers the last event once more', async () => {
    await start();
    const ada = bot.user('Ada');
    await ada.tap(Order.with({ productId: '7', quantity: 1 }));
    expect(await ada.redeliver()).toEqual({ disposition: 'duplicate', handlers: [], replies: [] });
    expect(fake.order).toHaveBeenCalledTimes(1);
    expect(ada.texts).toEqual(['Ordered.', 'Shall we wrap it?']);
  });

  it('lets a colleague take over and hand back: in between Meta takes no reply', async () => {
    @Injectable()
    class DeskHandlers {
      @OnPostback('DESK_CALL')
      call(): Reply[] {
        return [text('A colleague comes.'), handover()];
      }
    }
    await using desk = await TestBot.create({ providers: [DeskHandlers] });
    const ada = desk.user('Ada');
    expect((await ada.handBack()).disposition).toBe('waiting');
    await ada.tap('DESK_CALL');
    await expect(ada.tap('DESK_CALL')).rejects.toMatchObject({ code: 'REPLY_REFUSED' });
    await ada.handBack();
    await ada.tap('DESK_CALL');
    expect(ada.texts).toEqual(['A colleague comes.', 'A colleague comes.']);
  });

  it('gives the providers of the bot, the replaced ones too', async () => {
    await start();
    expect(bot.get(Shelf)).toBe(fake);
    expect(bot.get(ShelfHandlers)).toBeInstanceOf(ShelfHandlers);
  });

  it('shows a page that names its Get Started differently', async () => {
    bot = await TestBot.create({ providers: [ShelfHandlers, Shelf], getStarted: 'SHELF_SLOWLY' });
    await bot.user('Ada').press('Get Started');
    expect(bot.user('Ada')).toHaveReceived('slow Get Started');
  });

  it('compares a reply with what Meta was sent, in full', async () => {
    await start();
    const ada = bot.user('Ada');
    await ada.tap(Order.with({ productId: '7', quantity: 1 }));
    expect(ada).toHaveReceived(typing());
    expect(ada).toHaveReceived(text('Ordered.'));
    expect(ada).not.toHaveReceived(buttons('Ordered.', [postback('Buy', 'SHELF_VIEW_7')]));
    expect(ada).toHaveReceived(
      quickReplies('Shall we wrap it?', [
        quickReply('Yes', 'SHELF_CONFIRM_YES'),
        quickReply('No', 'SHELF_CONFIRM_NO'),
      ]),
    );
  });

  it('reads as a chat', async () => {
    await start();
    await bot.user('Ada').getStarted();
    expect(String(bot.user('Ada'))).toBe('Ada   > [Get Started]\nPage  < Hello!\n');
  });
});
