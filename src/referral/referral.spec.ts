import { afterEach, describe, expect, it } from '@jest/globals';
import { Injectable, Module, type Type } from '@nestjs/common';
import { Test, type TestingModule } from '@nestjs/testing';
import { anItem, aPostback, aReferralObject, aText } from '../../test/support/wire-samples.js';
import { ConfigModule, loadEnvironment } from '../config/index.js';
import { type Arrival, type DeliveryItem, type Handling, parseItem } from '../messaging/index.js';
import { BootReportError, PostbackModule, RoutesNotExploredError } from '../postback/index.js';
import { Store, StoreModule } from '../store/index.js';
import { Attributions, type Touches } from './attributions.js';
import { AttributionConsumer, ReferralConsumer } from './referral.consumer.js';
import { OnReferral } from './referral.decorators.js';
import { ReferralRoutes } from './referral.explorer.js';
import { ReferralModule } from './referral.module.js';

@Injectable()
class Greeter {
  @OnReferral({ ref: 'EMAIL_{campaign}' })
  email(arrival: Arrival<{ campaign: string }>): string {
    return `email ${arrival.params.campaign}`;
  }

  @OnReferral({ source: 'ADS' })
  ad(arrival: Arrival): string {
    return `ad ${arrival.referral.adId}`;
  }

  @OnReferral()
  anything(arrival: Arrival): string {
    return `anything ${arrival.referral.ref}`;
  }
}

describe('a referral', () => {
  let app: TestingModule;

  async function start(providers: Type[]): Promise<void> {
    app = await compile(providers);
    app.useLogger(false);
    await app.init();
  }

  function compile(providers: Type[]): Promise<TestingModule> {
    @Module({ providers })
    class Feature {}
    return Test.createTestingModule({
      imports: [
        ConfigModule.forRoot(loadEnvironment({ STORE_URL: 'sqlite::memory:' })),
        StoreModule,
        PostbackModule.forRoot({}),
        ReferralModule,
        Feature,
      ],
    }).compile();
  }

  afterEach(() => app.close());

  let events = 0;

  /** Lets the consumer see an item and commits what it wrote. @returns the texts of its replies */
  async function arrive(
    item: DeliveryItem['item'],
    surroundings: Partial<DeliveryItem> = {},
  ): Promise<unknown[]> {
    const event = parseItem({
      channel: 'messenger',
      pageId: '1',
      source: 'messaging',
      item,
      ...surroundings,
    });
    const handling: Handling = {
      key: `event ${(events += 1)}`,
      attempt: 1,
      late: false,
      signal: new AbortController().signal,
      once: async (_, step) => step(),
    };
    const { writes } = await app.get(AttributionConsumer).consume(event, handling);
    const { replies } = await app.get(ReferralConsumer).consume(event, handling);
    await app.get(Store).transaction(async (trx) => {
      for (const write of writes) await write(trx, Date.now());
    });
    return replies.map((reply) => ('text' in reply ? reply.text : reply.kind));
  }

  const touches = (conversation = 'messenger:1:7'): Promise<Touches | null> =>
    app.get(Attributions).touchesOf(conversation);
  const ref = (name: string, more: object = {}): Record<string, unknown> =>
    aReferralObject({ ref: name, ...more });

  it.each([
    ['of its own', anItem({ referral: ref('EMAIL_MAY') }, { user: '7' })],
    ['in a postback', aPostback({ user: '7', referral: ref('EMAIL_MAY') })],
    ['in a message', aText({ user: '7', referral: ref('EMAIL_MAY') })],
  ])('%s reaches its handler and is stored as an attribution', async (_, item) => {
    await start([Greeter]);
    expect(await arrive(item)).toEqual(['email MAY']);
    expect(await touches()).toMatchObject({
      first: { ref: 'EMAIL_MAY' },
      last: { ref: 'EMAIL_MAY' },
    });
  });

  it('on WhatsApp is stored, although the channel does not answer yet', async () => {
    await start([Greeter]);
    const message = {
      from: '49',
      id: 'w',
      timestamp: '1747231892',
      referral: { source_type: 'ad', source_id: '9' },
    };
    const item = { field: 'messages', value: { messages: [message] } };
    expect(await arrive(item, { channel: 'whatsapp', source: 'changes' })).toEqual([]);
    expect(await touches('whatsapp:1:49')).toMatchObject({ last: { source: 'ADS', adId: '9' } });
  });

  it.each([
    ['the ref before the source', ref('EMAIL_MAY', { source: 'ADS' }), 'email MAY'],
    ['the source', { source: 'ADS', type: 'OPEN_THREAD', ad_id: '5' }, 'ad 5'],
    ['neither', { source: 'SOMETHING_NEW', ref: 'X' }, 'anything X'],
  ])('is greeted by what names %s', async (_, referral, greeting) => {
    await start([Greeter]);
    expect(await arrive(anItem({ referral }))).toEqual([greeting]);
  });

  it('is listed with who arrived, the newest first', async () => {
    await start([]);
    for (const user of ['7', '8', '9'])
      await arrive(anItem({ referral: ref(`FOR_${user}`) }, { user }));
    expect(await app.get(Attributions).newest(2)).toMatchObject([
      { conversation: 'messenger:1:9', ref: 'FOR_9', source: 'SHORTLINK' },
      { conversation: 'messenger:1:8', ref: 'FOR_8' },
    ]);
  });

  it('is stored with or without a handler', async () => {
    await start([]);
    expect(await arrive(anItem({ referral: ref('X') }, { user: '7' }))).toEqual([]);
    expect(await touches()).toMatchObject({ last: { ref: 'X' } });
  });

  it('keeps the first touch and moves the last one, by the times of the events', async () => {
    await start([]);
    await arrive(anItem({ referral: ref('SECOND') }, { user: '7', timestamp: 2_000_000_000_000 }));
    await arrive(anItem({ referral: ref('THIRD') }, { user: '7', timestamp: 3_000_000_000_000 }));
    await arrive(
      anItem(
        { referral: ref('FIRST, delivered late') },
        { user: '7', timestamp: 1_000_000_000_000 },
      ),
    );
    expect(await touches()).toEqual({
      first: expect.objectContaining({
        ref: 'FIRST, delivered late',
        arrivedAt: new Date(1_000_000_000_000),
      }),
      last: expect.objectContaining({ ref: 'THIRD', arrivedAt: new Date(3_000_000_000_000) }),
    });
  });

  it('of a conversation that another app answers counts, and nobody answers it', async () => {
    await start([Greeter]);
    expect(
      await arrive(anItem({ referral: ref('EMAIL_MAY') }, { user: '7' }), { source: 'standby' }),
    ).toEqual([]);
    expect(await touches()).not.toBeNull();
  });

  it('has one handler: two that claim one ref keep the application from starting', async () => {
    @Injectable()
    class Second {
      @OnReferral({ ref: 'EMAIL_{name}' })
      again(): void {}
    }
    await expect(start([Greeter, Second])).rejects.toBeInstanceOf(BootReportError);
  });

  it('says how to mend a test that asks for its handler before lifecycle hooks ran', async () => {
    app = await compile([Greeter]);
    const referral = { source: 'ADS', ref: null } as Parameters<ReferralRoutes['match']>[0];
    expect(() => app.get(ReferralRoutes).match(referral)).toThrow(RoutesNotExploredError);
  });

  it('belongs to nobody who came by themselves', async () => {
    await start([]);
    await arrive(aText({ user: '7' }));
    expect(await touches()).toBeNull();
  });
});
