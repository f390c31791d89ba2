import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { Delivery } from '../../src/simulator/index.js';
import type { Simulator } from '../../src/simulator/index.js';
import { ADA, Bot, startStandIn, type StandIn } from '../support/stand-in.js';

const BEN = '700000000000002';
const MISSING = 'missing-messaging_postbacks';

let bot: Bot;
let on: StandIn;

beforeEach(async () => {
  bot = new Bot();
  on = await startStandIn({
    webhookUrl: await bot.listen(),
    people: [
      { psid: ADA, name: 'Ada' },
      { psid: BEN, name: 'Ben', hasRole: true },
    ],
  });
});

afterEach(async () => {
  await on.app.close();
  await bot.close();
});

type Act = (simulator: Simulator) => Promise<Delivery | null>;

const tap: Act = (simulator) => simulator.tap(ADA, { payload: 'A' });
const say: Act = (simulator) => simulator.say(ADA, 'hi');
const raw =
  (item: Record<string, unknown>): Act =>
  (simulator) =>
    simulator.raw(ADA, item);

/** What belongs to which field, section 3.2. */
const EVENTS: readonly (readonly [string, string, Act])[] = [
  ['a text', 'messages', say],
  [
    'a quick reply',
    'messages',
    (simulator) => simulator.quickReply(ADA, { payload: 'Q', force: true }),
  ],
  [
    'an attachment',
    'messages',
    (simulator) => simulator.attach(ADA, { type: 'file', url: 'https://shop.example/a.pdf' }),
  ],
  ['a coupon code', 'messages', raw({ template: { type: 'coupon' } })],
  ['a tap', 'messaging_postbacks', tap],
  ['an echo', 'message_echoes', raw({ message: { is_echo: true, mid: 'm_1' } })],
  ['a referral', 'messaging_referrals', raw({ referral: { ref: 'R' } })],
  ['a delivery receipt', 'message_deliveries', (simulator) => simulator.receive(ADA)],
  ['a read receipt', 'message_reads', (simulator) => simulator.read(ADA)],
  ['a reaction', 'message_reactions', raw({ reaction: { action: 'react' } })],
  ['an edit', 'message_edits', raw({ message_edit: { num_edit: 1 } })],
  ['an opt-in', 'messaging_optins', raw({ optin: {} })],
  ['account linking', 'messaging_account_linking', raw({ account_linking: {} })],
  ['a handover', 'messaging_handovers', raw({ pass_thread_control: {} })],
  ['roles', 'messaging_handovers', raw({ app_roles: {} })],
  ['policy', 'messaging_policy_enforcement', raw({ policy_enforcement: {} })],
  ['feedback', 'messaging_feedback', raw({ messaging_feedback: {} })],
  ['a thumb on an answer', 'response_feedback', raw({ response_feedback: {} })],
  ['an order', 'send_cart', raw({ order: {} })],
  ['a game', 'messaging_game_plays', raw({ game_play: {} })],
  [
    'customer information',
    'messaging_customer_information',
    raw({ messaging_customer_information: {} }),
  ],
  ['a form', 'messaging_in_thread_lead_form_submit', raw({ form: {} })],
];

describe('line 5: an event', () => {
  it.each(EVENTS)('%s reaches who subscribes to %s on both levels', async (_, field, act) => {
    const { subscriptions } = on.simulator;
    subscriptions.subscribe('1', [field]);
    expect(await act(on.simulator)).toMatchObject({ state: 'delivered', silence: null });
    subscriptions.subscribe('1', []);
    expect(await act(on.simulator)).toMatchObject({
      state: 'not-subscribed',
      silence: 'page-lacks-field',
      attempts: [],
      body: null,
    });
    subscriptions.subscribe('1', [field]);
    subscriptions.app = { callbackUrl: subscriptions.app?.callbackUrl ?? '', fields: new Set() };
    expect(await act(on.simulator)).toMatchObject({ silence: 'app-lacks-field' });
    expect(bot.received).toHaveLength(1);
  });

  it('of a kind that nobody knows reaches who has installed the app', async () => {
    expect(await raw({ brand_new: {} })(on.simulator)).toMatchObject({ state: 'delivered' });
    on.simulator.subscriptions.unsubscribe('1');
    expect(await raw({ brand_new: {} })(on.simulator)).toMatchObject({
      silence: 'page-not-subscribed',
    });
  });

  it('reaches nobody while the app has no webhook', async () => {
    on.simulator.subscriptions.app = null;
    expect(await tap(on.simulator)).toMatchObject({ silence: 'app-has-no-webhook' });
  });

  it('goes where the app says, and never off this machine', async () => {
    const other = new Bot();
    const fields = new Set(['messages']);
    on.simulator.subscriptions.app = { callbackUrl: await other.listen(), fields };
    await say(on.simulator);
    expect([bot.received.length, other.received.length]).toEqual([0, 1]);
    await other.close();
    on.simulator.subscriptions.app = { callbackUrl: 'https://shop.example/webhook', fields };
    expect(await say(on.simulator)).toMatchObject({
      attempts: expect.arrayContaining([
        expect.objectContaining({ error: 'the webhook is not on this machine' }),
      ]),
    });
  });

  it('of an app that is not live reaches it only of people with a role', async () => {
    on.simulator.faults.set('app-not-live', 'on');
    expect(await on.simulator.say(ADA, 'hi')).toMatchObject({ silence: 'app-not-live' });
    expect(await on.simulator.say(BEN, 'hi')).toMatchObject({ state: 'delivered' });
  });

  it('that came of an ad carries the referral only for who subscribes to both fields', async () => {
    const { faults, simulator } = { faults: on.simulator.faults, simulator: on.simulator };
    await simulator.arrive(ADA, { adId: '6045246247433', ref: 'SPRING' });
    await simulator.say(ADA, 'hi');
    expect(bot.entries()[0]?.messaging[0]).toMatchObject({
      message: { text: 'hi', referral: { source: 'ADS', ad_id: '6045246247433', ref: 'SPRING' } },
    });
    faults.set('missing-messaging_referrals', 'page');
    await simulator.arrive(BEN, { adId: '6045246247433' });
    await simulator.say(BEN, 'hi');
    expect(bot.entries()[1]?.messaging[0]?.['message']).not.toHaveProperty('referral');
  });

  it('of several goes without those that nobody hears', async () => {
    on.simulator.faults.set('missing-messages', 'app');
    const message = { mid: 'm_1', text: 'hi' };
    await on.simulator.deliver([{ message }, { postback: { payload: 'A' } }]);
    expect(bot.entries()[0]?.messaging).toEqual([{ postback: { payload: 'A' } }]);
  });
});

describe('the missing messaging_postbacks', () => {
  it.each([
    [
      'app',
      'the app does not subscribe to messaging_postbacks. ' +
        "Add the field in the app's webhook settings, or by POST /{app-id}/subscriptions",
    ],
    [
      'page',
      'page 1 does not subscribe to messaging_postbacks. ' +
        'POST /1/subscribed_apps with all its fields and this one',
    ],
  ] as const)('on the level of the %s is silence, with the reason', async (level, reason) => {
    on.simulator.faults.set(MISSING, level);
    const answer = await fetch(`${on.url}/people/${ADA}/tap`, {
      method: 'POST',
      body: new URLSearchParams({ payload: 'A', title: 'Buy' }),
    });
    expect(await answer.text()).toBe(`Ada   > [Buy]\n(nothing was sent: ${reason})\n`);
    expect(await say(on.simulator)).toMatchObject({ state: 'delivered' });
    on.simulator.faults.set(MISSING, 'off');
    expect(await tap(on.simulator)).toMatchObject({ state: 'delivered' });
  });

  it('is mended by subscribing, and the fault shows it', async () => {
    const { faults, subscriptions } = on.simulator;
    faults.set(MISSING, 'page');
    for (const id of ['1', '2']) subscriptions.subscribe(id, ['messaging_postbacks', 'messages']);
    expect(faults.value(MISSING)).toBe('off');
    expect(faults.value('missing-message_echoes')).toBe('page');
    expect(await tap(on.simulator)).toMatchObject({ state: 'delivered' });
  });

  it('is how a stand-in can start', async () => {
    await on.app.close();
    on = await startStandIn({
      webhookUrl: `${on.url}/nowhere`,
      subscribedFields: ['messages', 'message_echoes', 'messaging_referrals'],
    });
    expect(on.simulator.faults.value(MISSING)).toBe('app');
    expect(await tap(on.simulator)).toMatchObject({ silence: 'app-lacks-field' });
  });
});
