import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { PAGE } from '../../test/support/graph-stub.js';
import { OutboxRig } from '../../test/support/outbox-rig.js';
import { text } from '../messaging/index.js';
import { Store } from '../store/index.js';
import { Conversations, type Listener, type SayOptions } from './conversations.service.js';
import { forget } from './outbox-retention.js';
import type { OutboxTables } from './outbox.tables.js';

const HOUR_MS = 3_600_000;
const ADA: Listener = { pageId: PAGE, userId: '7' };

describe('Conversations', () => {
  let rig: OutboxRig;

  beforeEach(async () => {
    rig = await OutboxRig.start();
  });

  afterEach(() => rig.close());

  const say = (what: Parameters<Conversations['say']>[1], options?: SayOptions, to = ADA) =>
    rig.app.get(Conversations).say(to, what, options);

  /** Ada did something so long ago. */
  const heard = (agoMs: number): Promise<void> => rig.write('7', rig.clock.now() - agoMs);

  const onWire = (): unknown[] =>
    rig.graph.received.map(({ body }) => {
      const { messaging_type, tag } = body as Record<string, unknown>;
      return tag === undefined ? messaging_type : [messaging_type, tag];
    });

  it('says what nobody tapped for, in its order, as an update', async () => {
    await heard(HOUR_MS);
    expect(await say(['Your order has shipped.', text('It comes tomorrow.')])).toBe(true);
    await rig.untilSettled();
    expect(rig.texts).toEqual(['Your order has shipped.', 'It comes tomorrow.']);
    expect(onWire()).toEqual(['UPDATE', 'UPDATE']);
  });

  it('says a thing once, also when it is asked to at the same time, and remembers it for 30 days', async () => {
    await heard(HOUR_MS);
    const options = { once: 'shipped 1002' };
    const said = await Promise.all([say('Shipped.', options), say('Shipped.', options)]);
    expect(said.filter(Boolean)).toHaveLength(1);
    await rig.untilSettled();
    expect(rig.texts).toEqual(['Shipped.']);
    const db = rig.app.get(Store).tables();
    await forget(db, rig.clock.now() + 29 * 24 * HOUR_MS, 100);
    expect(await say('Shipped.', options)).toBe(false);
    await forget(db, rig.clock.now() + 31 * 24 * HOUR_MS, 100);
    await heard(HOUR_MS);
    expect(await say('Shipped.', options)).toBe(true);
    await rig.untilSettled();
  });

  it('says nothing for an empty list, and has not said it then', async () => {
    await heard(HOUR_MS);
    expect(await say([], { once: 'news' })).toBe(false);
    expect(await rig.rows()).toEqual([]);
    expect(await say('News.', { once: 'news' })).toBe(true);
    await rig.untilSettled();
  });

  it('forgets no more of what it said in one go than it is allowed to', async () => {
    await heard(HOUR_MS);
    for (const once of ['a', 'b', 'c']) await say('Shipped.', { once });
    await rig.untilSettled();
    const db = rig.app.get(Store).tables();
    const later = rig.clock.now() + 31 * 24 * HOUR_MS;
    const said = (): Promise<unknown[]> =>
      db.$extendTables<OutboxTables>().selectFrom('outbox_said').select('name').execute();
    await forget(db, later, 2);
    expect(await said()).toHaveLength(1);
    await forget(db, later, 2);
    expect(await said()).toEqual([]);
  });

  it('lets a human agent write for 7 days, with the tag that says so', async () => {
    await heard(6 * 24 * HOUR_MS);
    await say('Sorry for the wait, this is Grace.', { humanAgent: true });
    await rig.untilSettled();
    expect(onWire()).toEqual([['MESSAGE_TAG', 'HUMAN_AGENT']]);
  });

  it.each<[string, string, number | null, Listener, SayOptions]>([
    ['after 24 hours', 'window_closed', 24 * HOUR_MS, ADA, {}],
    ['for a human after 7 days', 'window_closed', 7 * 24 * HOUR_MS, ADA, { humanAgent: true }],
    ['to somebody who never wrote', 'never_heard', null, ADA, {}],
    ['on a page without a token', 'no_token', HOUR_MS, { pageId: '999', userId: '7' }, {}],
    ['on WhatsApp', 'no_address', HOUR_MS, { ...ADA, channel: 'whatsapp' }, {}],
    ['to a visitor without an id', 'no_address', HOUR_MS, { pageId: PAGE, userId: null }, {}],
  ])('refuses %s to say anything: %s', async (_, reason, agoMs, to, options) => {
    if (agoMs !== null) await heard(agoMs);
    await expect(say('Hello?', options, to)).rejects.toMatchObject({
      code: 'NOT_SAID',
      reason,
      message: expect.stringMatching(
        new RegExp(`^NOT_SAID: nothing was stored or sent on page ${to.pageId}: .+\\n  .+\\.$`),
      ),
    });
    expect(await rig.app.get(Conversations).refusalOf(to, options)).toBe(reason);
    expect(await rig.rows()).toEqual([]);
    expect(rig.graph.received).toEqual([]);
  });

  it('is not held back from saying a thing later by having been refused', async () => {
    await heard(24 * HOUR_MS);
    await expect(say('Shipped.', { once: 'shipped' })).rejects.toMatchObject({ code: 'NOT_SAID' });
    await heard(HOUR_MS);
    expect(await say('Shipped.', { once: 'shipped' })).toBe(true);
    await rig.untilSettled();
  });

  it('makes no call when the window closes before its turn comes, and has said it all the same', async () => {
    await heard(24 * HOUR_MS - 60_000);
    rig.graph.answer = (response) => response.writeHead(429).end('{}');
    await say('In time?', { once: 'in time' });
    await rig.until(([row]) => row?.state === 'waiting' && row.attempts > 0);
    await rig.clock.advance(10 * 60_000);
    expect(await rig.untilSettled()).toMatchObject([{ verdict: 'window_closed' }]);
    await heard(HOUR_MS);
    expect(await say('In time?', { once: 'in time' })).toBe(false);
  });
});
