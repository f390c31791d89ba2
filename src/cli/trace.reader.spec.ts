import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { Test, type TestingModule } from '@nestjs/testing';
import type { Kysely } from 'kysely';
import { ConfigModule, loadEnvironment } from '../config/index.js';
import { inboxSchema, type InboxTables } from '../inbox/index.js';
import { OutboxModule } from '../outbox/index.js';
import { Store, StoreModule } from '../store/index.js';
import { readTrace } from './trace.reader.js';

const KEY = 'a'.repeat(64);
const STORED_AT = 1_790_000_000_000;
/** By Meta's clock: the page was held up for a while. */
const SENT_AT = STORED_AT + 8_000;
const REPORTED_AT = STORED_AT + 19_000;
const CONVERSATION = 'messenger:1:7';

describe('readTrace', () => {
  let app: TestingModule;
  let db: Kysely<InboxTables & Record<'outbox_messages' | 'outbox_audit', object>>;

  beforeEach(async () => {
    app = await Test.createTestingModule({
      imports: [
        ConfigModule.forRoot(loadEnvironment({ STORE_URL: 'sqlite::memory:' })),
        StoreModule,
        StoreModule.forFeature(inboxSchema),
        OutboxModule,
      ],
    }).compile();
    app.useLogger(false);
    await app.init();
    db = app.get(Store).tables();
    await event({ postback: { title: 'Tap', payload: 'A' } }, KEY);
    await db
      .insertInto('outbox_messages')
      .values({
        intent_id: 'i',
        event_key: KEY,
        conversation: CONVERSATION,
        page_id: '1',
        user_id: '7',
        reply: '{"kind":"text","text":"hello"}',
        state: 'sent',
        attempts: 1,
        unknowns: 0,
        mid: 'm_reply',
        created_at: STORED_AT,
        settled_at: SENT_AT + 500,
      })
      .execute();
  });

  afterEach(() => app.close());

  let events = 0;

  async function event(content: object, key = `b${(events += 1)}`): Promise<void> {
    const item = {
      sender: { id: '7' },
      recipient: { id: '1' },
      timestamp: REPORTED_AT,
      ...content,
    };
    await db
      .insertInto('inbox_events')
      .values({
        key,
        conversation: CONVERSATION,
        channel: 'messenger',
        page_id: '1',
        source: 'messaging',
        item: JSON.stringify(item),
        received_at: STORED_AT,
        state: 'done',
        attempts: 1,
      })
      .execute();
  }

  const echo = (): Promise<void> =>
    event({
      sender: { id: '1' },
      recipient: { id: '7' },
      timestamp: SENT_AT,
      message: { is_echo: true, mid: 'm_reply' },
    });

  it.each([
    ['not', SENT_AT - 1, { deliveredAt: null, readAt: null }],
    ['delivered and read', SENT_AT, { deliveredAt: REPORTED_AT, readAt: REPORTED_AT }],
  ])(
    'takes a reply for %s when the phone reports what came up to %d',
    async (_what, watermark, reported) => {
      await echo();
      await event({ delivery: { watermark } });
      await event({ read: { watermark } });
      expect((await readTrace(db, KEY)).replies).toMatchObject([reported]);
    },
  );

  it('goes by the time of storing when no echo tells when Meta sent it', async () => {
    await event({ read: { watermark: STORED_AT } });
    expect((await readTrace(db, KEY)).replies).toMatchObject([{ readAt: REPORTED_AT }]);
  });

  it('believes the message ids of a delivery, whatever its watermark', async () => {
    await echo();
    await event({ delivery: { mids: ['m_reply'], watermark: 1 } });
    expect((await readTrace(db, KEY)).replies).toMatchObject([{ deliveredAt: REPORTED_AT }]);
  });

  it('tells what operators decided on a reply', async () => {
    const decision = { at: 5, actor: 'joe', action: 'resend' };
    await db
      .insertInto('outbox_audit')
      .values({ ...decision, intent_id: 'i' })
      .execute();
    expect((await readTrace(db, KEY)).replies).toMatchObject([
      { intentId: 'i', decisions: [decision] },
    ]);
  });
});
