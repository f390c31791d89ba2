import { afterEach, describe, expect, it } from '@jest/globals';
import { Injectable, Module, type Type } from '@nestjs/common';
import { Test, type TestingModule } from '@nestjs/testing';
import { IsInt, IsOptional, Max, Min } from 'class-validator';
import {
  aDeliveryItem,
  anAttachment,
  anEcho,
  anItem,
  aPostback,
  aQuickReply,
  aReferral,
  aText,
} from '../../test/support/wire-samples.js';
import { ConfigModule, loadEnvironment } from '../config/index.js';
import { inboxSchema, type Outcome, readUnhandled } from '../inbox/index.js';
import {
  type DeliveryItem,
  type Handling,
  type Incoming,
  parseItem,
  payload,
  type Reply,
  type Tap,
  type TapOf,
  text,
  type UnhandledTap,
} from '../messaging/index.js';
import { Store, StoreModule } from '../store/index.js';
import {
  OnAttachment,
  OnEvent,
  OnPostback,
  OnQuickReply,
  OnTap,
  OnText,
  OnUnhandled,
} from './postback.decorators.js';
import { PostbackDispatcher } from './postback.dispatcher.js';
import { HandlerError, RoutesNotExploredError } from './postback.errors.js';
import { PostbackModule } from './postback.module.js';
import type { PostbackModuleOptions } from './postback.options.js';
import { PostbackRoutes } from './postback.routes.js';

const handling: Handling = {
  key: 'k',
  attempt: 1,
  late: false,
  signal: new AbortController().signal,
  once: async (_, step) => step(),
};

class AddToCartDto {
  @IsOptional()
  @IsInt()
  @Min(1)
  @Max(99)
  qty = 1;
}

const AddToCart = payload('ADD_TO_CART', AddToCartDto);
const ViewProduct = payload('PRODUCT_VIEW_{productId}');

@Injectable()
class ShopHandlers {
  @OnPostback(ViewProduct)
  view(tap: TapOf<typeof ViewProduct>): Reply {
    return text(`product ${tap.params.productId}`);
  }

  @OnPostback('PRODUCT_VIEW_NEW')
  news(): string {
    return 'news';
  }

  @OnTap(AddToCart)
  add(tap: TapOf<typeof AddToCart>): string {
    return `${tap.data.qty} added`;
  }

  @OnTap('CONFIRM_*')
  confirm(tap: Tap): string {
    return `${tap.kind} ${tap.title}`;
  }

  @OnQuickReply('CONFIRM_*')
  confirmQuickly(): string {
    return 'the narrower one';
  }

  @OnPostback('STREAM')
  async *stream(): AsyncIterable<string | Reply> {
    yield 'one';
    yield await Promise.resolve(text('two'));
  }

  @OnPostback('LIST')
  list(): (string | Reply)[] {
    return ['one', text('two')];
  }

  @OnPostback('SILENT')
  silent(): void {}

  @OnPostback('BROKEN')
  broken(): never {
    throw new Error('out of order');
  }

  @OnText('order {id}')
  order(message: Incoming<'text'>): string {
    return `order ${message.params['id']}`;
  }

  @OnText()
  other(message: Incoming<'text'>): string {
    return `heard ${message.text.length} characters`;
  }

  @OnAttachment('image')
  picture(): string {
    return 'a picture';
  }

  @OnAttachment()
  thing(): string {
    return 'a thing';
  }

  @OnEvent('reaction')
  react(event: Incoming<'reaction'>): string {
    return `reacted with ${event.reaction}`;
  }
}

@Injectable()
class Fallback {
  @OnUnhandled()
  sorry(tap: UnhandledTap): string {
    return `sorry: ${tap.reason}`;
  }
}

/** The inbox's tables, in memory. */
async function startStore(): Promise<TestingModule> {
  const environment = loadEnvironment({ STORE_URL: 'sqlite::memory:' });
  const store = await Test.createTestingModule({
    imports: [ConfigModule.forRoot(environment), StoreModule, StoreModule.forFeature(inboxSchema)],
  }).compile();
  store.useLogger(false);
  return store;
}

describe('PostbackDispatcher', () => {
  let app: TestingModule;

  async function start(
    providers: Type[],
    options: PostbackModuleOptions = {},
  ): Promise<PostbackDispatcher> {
    @Module({ providers })
    class Feature {}
    app = await Test.createTestingModule({
      imports: [PostbackModule.forRoot({ buttonPolicy: 'off', ...options }), Feature],
    }).compile();
    app.useLogger(false);
    await app.init();
    return app.get(PostbackDispatcher);
  }

  afterEach(() => app.close());

  async function replyTo(
    item: DeliveryItem['item'],
    surroundings: Partial<DeliveryItem> = {},
  ): Promise<unknown[]> {
    const dispatcher = await start([ShopHandlers, Fallback]);
    const event = parseItem({
      channel: 'messenger',
      pageId: '1',
      source: 'messaging',
      item,
      ...surroundings,
    });
    const { replies } = await dispatcher.consume(event, handling);
    return replies.map((reply) => ('text' in reply ? reply.text : reply.kind));
  }

  it.each([
    ['a postback by its params', aPostback({ payload: 'PRODUCT_VIEW_7' }), ['product 7']],
    ['an exact payload before a pattern', aPostback({ payload: 'PRODUCT_VIEW_NEW' }), ['news']],
    [
      'a quick reply to the narrower handler',
      aQuickReply({ payload: 'CONFIRM_YES' }),
      ['the narrower one'],
    ],
    [
      'a postback of the same payload to @OnTap',
      aPostback({ payload: 'CONFIRM_YES', title: 'Yes' }),
      ['postback Yes'],
    ],
    ['JSON by its action', aPostback({ payload: '{"action":"ADD_TO_CART","qty":3}' }), ['3 added']],
    [
      'JSON with a default for a later field',
      aPostback({ payload: '{"action":"ADD_TO_CART"}' }),
      ['1 added'],
    ],
    [
      'JSON whose data do not fit',
      aPostback({ payload: '{"action":"ADD_TO_CART","qty":"many"}' }),
      ['sorry: bad-data'],
    ],
    ['an action without its JSON', aPostback({ payload: 'ADD_TO_CART' }), ['sorry: bad-data']],
    [
      'a quick reply that only postbacks want',
      aQuickReply({ payload: 'PRODUCT_VIEW_7' }),
      ['sorry: no-route'],
    ],
    [
      'text that reads like a payload, as text',
      aText({ text: 'PRODUCT_VIEW_7' }),
      ['heard 14 characters'],
    ],
    ['text by its params', aText({ text: 'order 1001' }), ['order 1001']],
    ['an attachment by its type', anAttachment({ type: 'image' }), ['a picture']],
    ['any other attachment', anAttachment({ type: 'audio' }), ['a thing']],
    ['a list of replies', aPostback({ payload: 'LIST' }), ['one', 'two']],
    ['a stream of replies, read to its end', aPostback({ payload: 'STREAM' }), ['one', 'two']],
    ['silence', aPostback({ payload: 'SILENT' }), []],
    [
      'a reaction',
      anItem({ reaction: { action: 'react', reaction: 'love', mid: 'm' } }),
      ['reacted with love'],
    ],
    ['a referral to nobody here', aReferral(), []],
    ['an echo to nobody', anEcho(), []],
  ])('brings %s', async (_, item, replies) => {
    expect(await replyTo(item)).toEqual(replies);
  });

  it.each([
    'constructor',
    '__proto__',
    'toString',
    'hasOwnProperty',
    'null',
    '[]',
    '42',
    '{"action":7}',
    '{"action":null}',
    '{"__proto__":{"action":"ADD_TO_CART"}}',
    '{"noaction":"ADD_TO_CART"}',
    '{"action":"constructor"}',
    '{'.repeat(1000),
    '['.repeat(1000),
    '\u0000'.repeat(1000),
    '',
  ])('takes the payload %j for an ordinary payload that nobody handles', async (odd) => {
    expect(await replyTo(aPostback({ payload: odd }))).toEqual(['sorry: no-route']);
    expect(await replyTo(aQuickReply({ payload: odd }))).toEqual(['sorry: no-route']);
  });

  it.each([
    ['in conversations of another app', { source: 'standby' as const }],
    ['of a channel that is not built yet', { channel: 'instagram' as const }],
    ['of the Test button', { pageId: '0' }],
  ])('leaves events alone %s', async (_, surroundings) => {
    expect(await replyTo(aPostback({ payload: 'LIST' }), surroundings)).toEqual([]);
  });

  it('routes conversations of another app when asked to', async () => {
    const dispatcher = await start([ShopHandlers], { standby: 'route' });
    const event = parseItem({
      ...aDeliveryItem(aPostback({ payload: 'LIST' })),
      source: 'standby',
    });
    expect((await dispatcher.consume(event, handling)).replies).toHaveLength(2);
  });

  it('leaves taps alone on buttons that another app sent, whose payload Meta does not show', async () => {
    expect(await replyTo(anItem({ postback: { title: 'Theirs' } }))).toEqual([]);
  });

  it('says which handler ran', async () => {
    const dispatcher = await start([ShopHandlers]);
    const event = parseItem(aDeliveryItem(aPostback({ payload: 'LIST' })));
    expect(await dispatcher.consume(event, handling)).toMatchObject({
      disposition: 'handled',
      handler: 'ShopHandlers.list',
    });
  });

  it('calls a tap unhandled even when somebody apologises for it', async () => {
    const dispatcher = await start([Fallback]);
    const event = parseItem(aDeliveryItem(aPostback({ payload: 'GONE' })));
    const outcome: Partial<Outcome> = {
      disposition: 'unhandled',
      handler: 'Fallback.sorry',
      replies: [text('sorry: no-route')],
    };
    expect(await dispatcher.consume(event, handling)).toMatchObject(outcome);
  });

  it.each([
    ['which no pattern matches', 'PRODUCT_VEIW_7', 'no-route', 'PRODUCT_VEIW_#'],
    [
      'whose data do not fit',
      '{"action":"ADD_TO_CART","qty":0}',
      'bad-data',
      '{"action":"ADD_TO_CART","qty":…}',
    ],
  ])('counts a tap %s, without the values in it', async (_what, tapped, reason, sample) => {
    const dispatcher = await start([ShopHandlers]);
    const store = await startStore();
    const event = parseItem(aDeliveryItem(aPostback({ payload: tapped })));
    const { writes } = await dispatcher.consume(event, handling);
    for (const write of writes) await store.get(Store).transaction((trx) => write(trx, Date.now()));
    expect(await readUnhandled(store.get(Store))).toEqual([
      expect.objectContaining({ pageId: event.pageId, reason, sample, count: 1 }),
    ]);
    await store.close();
  });

  it('names the handler that threw, with what it threw as the cause', async () => {
    const dispatcher = await start([ShopHandlers]);
    const failing = dispatcher.consume(
      parseItem(aDeliveryItem(aPostback({ payload: 'BROKEN' }))),
      handling,
    );
    await expect(failing).rejects.toMatchObject({
      code: 'HANDLER_FAILED',
      handler: 'ShopHandlers.broken',
      place: expect.stringMatching(/^src\/postback\/postback\.dispatcher\.spec\.ts:\d+$/),
      cause: new Error('out of order'),
    } satisfies Partial<Record<keyof HandlerError, unknown>>);
  });

  it('tells whoever asks too early that no route has been looked for yet', async () => {
    app = await Test.createTestingModule({
      imports: [PostbackModule.forRoot({ buttonPolicy: 'off' })],
    }).compile();
    expect(() => app.get(PostbackRoutes).set).toThrow(RoutesNotExploredError);
  });

  it('prints its routes as a table', async () => {
    @Injectable()
    class Few {
      @OnPostback('SUPPORT_*')
      route(): void {}

      @OnTap('SUPPORT_BILLING')
      billing(): void {}
    }
    await start([Few]);
    const rows = String(app.get(PostbackRoutes))
      .replaceAll(/ {2,}/g, ' | ')
      .replaceAll(/:\d+/g, '');
    expect(rows.split('\n')).toEqual([
      'kinds | pattern | handler | place',
      'postback, quick_reply | SUPPORT_BILLING | Few.billing | src/postback/postback.dispatcher.spec.ts',
      'postback | SUPPORT_* | Few.route | src/postback/postback.dispatcher.spec.ts',
    ]);
  });
});
