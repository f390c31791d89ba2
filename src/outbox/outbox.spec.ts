import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { Test, type TestingModule } from '@nestjs/testing';
import { GraphStub, jsonAnswer, metaError, PAGE, TOKEN } from '../../test/support/graph-stub.js';
import { liveEnvironment } from '../../test/support/live-environment.js';
import { ConfigModule } from '../config/index.js';
import { parseItem, type Reply, text } from '../messaging/index.js';
import { Clock, Store, StoreModule } from '../store/index.js';
import { OutboxModule } from './outbox.module.js';
import { outboxQueue } from './outbox-queue.js';
import type { OutboxTables } from './outbox.tables.js';
import { OutboxSender } from './outbox.sender.js';
import { Outbox } from './outbox.service.js';
import type { SendReport } from './send-observer.js';

const MINUTE_MS = 60_000;

type Row = Pick<
  OutboxTables['outbox_messages'],
  'state' | 'attempts' | 'mid' | 'verdict' | 'intent_id'
>;

describe('Outbox', () => {
  let graph: GraphStub;
  let app: TestingModule;

  beforeEach(async () => {
    graph = await GraphStub.start();
    const environment = liveEnvironment({ graphUrl: graph.url });
    app = await Test.createTestingModule({
      imports: [ConfigModule.forRoot(environment), StoreModule, OutboxModule],
    }).compile();
    app.useLogger(false);
    await app.init();
  });

  afterEach(async () => {
    jest.restoreAllMocks();
    await app.close();
    await graph.close();
  });

  async function reply(userId: string, ...replies: Reply[]): Promise<void> {
    const recipient = {
      eventKey: 'e',
      conversation: `messenger:${PAGE}:${userId}`,
      pageId: PAGE,
      userId,
    };
    await app.get(Store).transaction((trx) => app.get(Outbox).accept(trx, recipient, replies));
    app.get(Outbox).wake();
  }

  const rows = (): Promise<Row[]> =>
    app
      .get(Store)
      .tables<OutboxTables>()
      .selectFrom('outbox_messages')
      .select(['state', 'attempts', 'mid', 'verdict', 'intent_id'])
      .orderBy('id')
      .execute();

  async function until(condition: (rows: Row[]) => boolean): Promise<Row[]> {
    for (;;) {
      const now = await rows();
      if (condition(now)) return now;
      await new Promise(setImmediate);
    }
  }

  /** Moves the clock beyond every delay of the outbox. */
  function later(): void {
    jest.spyOn(Date, 'now').mockReturnValue(Date.now() + 24 * 3_600_000);
    app.get(OutboxSender).wake();
  }

  const settled = (all: Row[]): boolean =>
    all.every(({ state }) => !['waiting', 'sending'].includes(state));
  const textsSent = (): unknown[] =>
    graph.received.map(({ body }) => (body as { message?: { text?: string } }).message?.text);

  it('sends a reply with the id of its intent as metadata, and keeps the message id that Meta gives it', async () => {
    await reply('7', text('hello'));
    const [row] = await until(settled);
    expect(row).toMatchObject({ state: 'sent', attempts: 1, mid: 'm_1', verdict: null });
    expect(graph.received).toEqual([
      expect.objectContaining({
        line: `POST /v26.0/${PAGE}/messages`,
        body: expect.objectContaining({
          recipient: { id: '7' },
          message: { text: 'hello', metadata: row?.intent_id },
          access_token: TOKEN,
        }),
      }),
    ]);
  });

  it('sends the replies of a conversation in their order, one after the other', async () => {
    let open = 0;
    let most = 0;
    graph.answer = (response) => {
      most = Math.max(most, (open += 1));
      setImmediate(() => {
        open -= 1;
        jsonAnswer(200, { recipient_id: '7', message_id: 'm_1' })(response, response.req);
      });
    };
    await reply('7', text('1'), text('2'));
    await reply('7', text('3'));
    await until(settled);
    expect(textsSent()).toEqual(['1', '2', '3']);
    expect(most).toBe(1);
  });

  it('goes on to the next reply when Meta refuses one for good', async () => {
    graph.answer = jsonAnswer(400, metaError(100));
    await reply('7', text('refused'));
    await until(settled);
    graph.answer = jsonAnswer(200, { recipient_id: '7', message_id: 'm_2' });
    await reply('7', text('fine'));
    expect(await until((all) => all.length === 2 && settled(all))).toEqual([
      expect.objectContaining({ state: 'failed', verdict: 'bug', attempts: 1 }),
      expect.objectContaining({ state: 'sent', mid: 'm_2' }),
    ]);
  });

  it('holds a conversation back while Meta refuses for now, and sends it in order after the delay', async () => {
    graph.answer = jsonAnswer(400, metaError(613));
    await reply('7', text('1'), text('2'));
    await until(([first]) => first?.state === 'waiting' && first.verdict === 'retry');
    expect(textsSent()).toEqual(['1']);
    graph.answer = jsonAnswer(200, { recipient_id: '7', message_id: 'm_1' });
    later();
    await until(settled);
    expect(textsSent()).toEqual(['1', '1', '2']);
  });

  it('tells observers of every request how it ended, without the token', async () => {
    const reports: SendReport[] = [];
    app.get(Outbox).observe({ answered: (report) => reports.push(report) });
    graph.answer = jsonAnswer(400, metaError(100));
    await reply('7', text('refused'));
    await until(settled);
    graph.answer = jsonAnswer(200, { recipient_id: '7', message_id: 'm_2' });
    await reply('7', text('fine'));
    const [refused, fine] = await until((all) => all.length === 2 && settled(all));
    expect(reports).toMatchObject([
      { eventKey: 'e', intentId: refused?.intent_id, pageId: PAGE, status: 400, messageId: null },
      { eventKey: 'e', intentId: fine?.intent_id, status: 200, messageId: 'm_2', error: null },
    ]);
    expect(reports[0]?.error).toContain('Meta never takes this request as it stands');
    expect(reports[1]?.call).toMatchObject({
      edge: 'messages',
      body: { message: { text: 'fine' } },
    });
    expect(JSON.stringify(reports)).not.toContain(TOKEN);
  });

  const echo = async (metadata: string): Promise<void> => {
    const event = parseItem({
      channel: 'messenger',
      pageId: PAGE,
      source: 'messaging',
      item: {
        sender: { id: PAGE },
        recipient: { id: '7' },
        timestamp: 1,
        message: { is_echo: true, mid: 'm_8', metadata },
      },
    });
    if (event.kind !== 'echo') throw new Error('this is no echo');
    await app.get(Store).transaction((trx) => app.get(Outbox).notice(trx, [event], Date.now()));
  };

  it('believes an echo that comes while the request is under way, whatever the answer says', async () => {
    graph.answer = (response, request) => {
      const body = graph.received.at(-1)?.body as { message: { metadata: string } } | undefined;
      void echo(body?.message.metadata ?? '').then(() =>
        jsonAnswer(500, '<html>')(response, request),
      );
    };
    await reply('7', text('hello'));
    await until(settled);
    later();
    await reply('7', text('after'));
    await until((all) => all.length === 2 && settled(all));
    expect(textsSent()).toEqual(['hello', 'after']);
    expect((await rows())[0]).toMatchObject({ state: 'sent', mid: 'm_8' });
  });

  describe('after a send of unknown fate', () => {
    beforeEach(async () => {
      graph.answer = jsonAnswer(500, metaError(1, { error_subcode: 1357046 }));
      await reply('7', text('perhaps'), text('after'));
      await until(([first]) => first?.state === 'unknown');
      graph.answer = jsonAnswer(200, { recipient_id: '7', message_id: 'm_9' });
    });

    it('is settled by its echo and not sent again', async () => {
      const [first] = await rows();
      await echo(first?.intent_id ?? '');
      expect((await rows())[0]).toMatchObject({ state: 'sent', mid: 'm_8' });
      later();
      await until(settled);
      expect(textsSent()).toEqual(['perhaps', 'after']);
    });

    it('is sent once more when no echo came, before what follows it', async () => {
      later();
      await until((all) => all.every(({ state }) => state === 'sent'));
      expect(textsSent()).toEqual(['perhaps', 'perhaps', 'after']);
    });

    it('is left at that when the second one is of unknown fate too', async () => {
      graph.answer = jsonAnswer(200, '<html>');
      later();
      const all = await until(
        (now) => now[0]?.attempts === 2 && now[0]?.state === 'unknown' && now[1]?.attempts === 1,
      );
      expect(all[0]).toMatchObject({ verdict: 'unknown' });
    });

    it('is untouched by the echo of somebody else', async () => {
      await echo('another intent');
      expect((await rows())[0]).toMatchObject({ state: 'unknown' });
    });
  });

  it('keeps to a delay that began before a restart, and sends when it is over', async () => {
    const conversation = `messenger:${PAGE}:7`;
    const clock = app.get(Clock);
    await app.get(Store).transaction(async (trx) => {
      const recipient = { eventKey: 'e', conversation, pageId: PAGE, userId: '7' };
      await app.get(Outbox).accept(trx, recipient, [text('later')]);
      await outboxQueue.postpone(trx, conversation, clock.now() + MINUTE_MS);
    });
    await app.get(OutboxSender).onApplicationBootstrap();
    await clock.advance(MINUTE_MS / 2);
    while (await app.get(Outbox).isBusy(conversation)) await new Promise(setImmediate);
    expect(graph.received).toEqual([]);
    await clock.advance(MINUTE_MS / 2);
    await until(settled);
    expect(textsSent()).toEqual(['later']);
  });

  it('gives the echo time after a crash before it sends again what was being sent', async () => {
    await reply('7', text('hello'));
    await until(settled);
    const tables = app.get(Store).tables<OutboxTables>();
    await tables
      .updateTable('outbox_messages')
      .set({ state: 'sending', mid: null, settled_at: null })
      .execute();
    await app.get(OutboxSender).onApplicationBootstrap();
    expect((await rows())[0]).toMatchObject({ state: 'unknown' });
    expect(graph.received).toHaveLength(1);
  });
});
