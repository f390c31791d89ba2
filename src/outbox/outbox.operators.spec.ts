import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import type { Kysely } from 'kysely';
import { PAGE } from '../../test/support/graph-stub.js';
import { OutboxRig } from '../../test/support/outbox-rig.js';
import { text, withPolicy } from '../messaging/index.js';
import { Store, type Tables } from '../store/index.js';
import { eraseFromOutbox, exportFromOutbox, forget, purgeOutbox } from './outbox-retention.js';

const DAY_MS = 24 * 3_600_000;

describe('Outbox for operators', () => {
  let rig: OutboxRig;
  let db: Kysely<Tables>;

  beforeEach(async () => {
    rig = await OutboxRig.start();
    db = rig.app.get(Store).tables();
  });

  afterEach(async () => {
    jest.restoreAllMocks();
    await rig.close();
  });

  it('tells what each page has waiting', async () => {
    expect(await rig.operator.state()).toEqual({ pages: [] });
    await rig.store('7', [text('1'), text('2')]);
    await rig.store('7', [text('3')], '5678');
    expect(await rig.operator.state()).toEqual({
      pages: [
        { pageId: PAGE, paused: null, waiting: 2, unknown: 0, asking: 0 },
        { pageId: '5678', paused: null, waiting: 1, unknown: 0, asking: 0 },
      ],
    });
  });

  it('removes what was settled 8 days ago, piece by piece, and keeps what waits', async () => {
    await rig.write('7');
    for (let n = 0; n < 5; n += 1) await rig.reply('7', text(`${n}`));
    await rig.untilSettled();
    await rig.store('8', [text('waits')]);
    const now = Date.now();
    expect(await forget(db, now + 7.9 * DAY_MS, 100)).toBe(0);
    expect(await forget(db, now + 8.1 * DAY_MS, 3)).toBe(3);
    expect(await forget(db, now + 8.1 * DAY_MS, 3)).toBe(2);
    expect(await forget(db, now + 40 * DAY_MS, 3)).toBe(1); // The person, of whom nothing was heard.
    expect(await forget(db, now + 40 * DAY_MS, 3)).toBe(0);
    expect(await rig.rows()).toMatchObject([{ user_id: '8', state: 'waiting' }]);
    expect(await purgeOutbox(db, now)).toBe(false);
  });

  it('exports and erases everything of one person on all pages, what waits too', async () => {
    for (const user of ['7', '8']) {
      await rig.write(user);
      await rig.reply(user, text(`to ${user}`));
    }
    await rig.untilSettled();
    await rig.store('7', [text('waits')]);
    await rig.store('7', [text('on another page')], '5678');
    const person = { userId: '7' };
    const exported = await exportFromOutbox(db, person);
    expect(exported.outbox_messages).toMatchObject([
      { state: 'sent' },
      { state: 'waiting' },
      { state: 'waiting', page_id: '5678' },
    ]);
    expect(exported.outbox_people).toMatchObject([{ user_id: '7' }]);
    expect(await eraseFromOutbox(db, person)).toEqual({
      outbox_messages: 3,
      outbox_people: 1,
      outbox_said: 0,
      outbox_audit: 0,
    });
    expect(await exportFromOutbox(db, person)).toEqual({
      outbox_messages: [],
      outbox_people: [],
      outbox_said: [],
      outbox_audit: [],
    });
    expect(await rig.rows()).toMatchObject([{ user_id: '8' }]);
    expect(await rig.outbox.isBusy(rig.conversation('7'))).toBe(false);
    expect(await rig.outbox.isBusy(rig.conversation('7', '5678'))).toBe(false);
  });

  it('forgets and exports what operators decided together with the message', async () => {
    for (const user of ['7', '8']) await rig.store(user, [withPolicy('atMostOnce', text('lost'))]);
    await rig.pretendSending();
    await rig.restartSender();
    for (const { intent_id: intent } of await rig.rows()) await rig.operator.drop(intent, 'joe');
    expect(await exportFromOutbox(db, { userId: '7' })).toMatchObject({
      outbox_audit: [{ actor: 'joe', action: 'drop' }],
    });
    expect(await eraseFromOutbox(db, { userId: '7' })).toMatchObject({ outbox_audit: 1 });
    expect(await rig.decisions()).toHaveLength(1);
    await forget(db, rig.clock.now() + 9 * DAY_MS, 100);
    expect(await rig.decisions()).toEqual([]);
  });

  it('holds and sends again after a restart what waited for a page', async () => {
    await rig.store('7', [text('waits')]);
    await rig.pretendSending();
    await rig.restartSender();
    expect(await rig.page()).toMatchObject({ unknown: 1 });
    await rig.passUntilSettled();
    expect(rig.texts).toEqual(['waits']);
  });
});
