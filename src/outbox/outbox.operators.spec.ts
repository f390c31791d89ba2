import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { type Kysely, sql } from 'kysely';
import { PAGE } from '../../test/support/graph-stub.js';
import { OutboxRig } from '../../test/support/outbox-rig.js';
import { text, withPolicy } from '../messaging/index.js';
import { Store, type Tables } from '../store/index.js';
import { eraseFromOutbox, exportFromOutbox, forget, purgeOutbox } from './outbox-retention.js';
import { isOpen } from './outbox.tables.js';

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
      outbox_audit: 0,
    });
    expect(await exportFromOutbox(db, person)).toEqual({
      outbox_messages: [],
      outbox_people: [],
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

  it.each([
    [
      'the next message of a conversation',
      sql`select message.*, person.gone_at from outbox_messages as message
        left join outbox_people as person on person.conversation = message.conversation
        where message.conversation = ${'c'} and message.settled_at is null
        and message.state in (${'waiting'}, ${'unknown'}) order by message.id limit ${1}`,
    ],
    [
      'conversations of a page',
      sql`select conversation from outbox_conversations where claimed_by is null and page_id = ${PAGE}
        and lane = ${'text'} and ready_at <= ${1} order by ready_at limit ${2}`,
    ],
    [
      'when the next one is due',
      sql`select min(ready_at) from outbox_conversations where claimed_by is null and page_id = ${PAGE}
        and lane = ${'media'}`,
    ],
    [
      'pages with conversations',
      sql`select (select min(page_id) from outbox_conversations as next
        where next.claimed_by is null and next.page_id > pages.page_id) from (select ${PAGE} as page_id) as pages`,
    ],
    ['the message of an echo', sql`select 1 from outbox_messages where intent_id = ${'i'}`],
    [
      'counts of what is open',
      sql`select page_id, state, count(*) from outbox_messages where ${isOpen} group by page_id, state`,
    ],
    [
      'messages to purge',
      sql`select id from outbox_messages where settled_at < ${1} order by settled_at limit ${1}`,
    ],
    [
      'messages of a person',
      sql`select id from outbox_messages where user_id = ${'7'} and page_id = ${PAGE}`,
    ],
  ])('finds %s by an index', async (_what, query) => {
    const { rows } = await sql<{ detail: string }>`explain query plan ${query}`.execute(db);
    const plan = rows.map(({ detail }) => detail);
    const scans = plan.filter(
      (step) =>
        step.includes('TEMP B-TREE') || (/SCAN/.test(step) && !/INDEX|CONSTANT|pages/.test(step)),
    );
    expect({ plan, scans }).toEqual({ plan: expect.any(Array), scans: [] });
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
