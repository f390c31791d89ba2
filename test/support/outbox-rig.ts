import { Test, type TestingModule } from '@nestjs/testing';
import type { Selectable } from 'kysely';
import { ConfigModule } from '../../src/config/index.js';
import { GraphOptions } from '../../src/graph/graph.options.js';
import { conversationOf, parseItem, type Reply } from '../../src/messaging/index.js';
import { OutboxModule } from '../../src/outbox/outbox.module.js';
import type { OutboxTables } from '../../src/outbox/outbox.tables.js';
import { Outbox } from '../../src/outbox/outbox.service.js';
import { OutboxSender } from '../../src/outbox/outbox.sender.js';
import { OutboxOperator } from '../../src/outbox/outbox.operator.js';
import type { PageState } from '../../src/outbox/outbox-state.js';
import { SendLimits } from '../../src/outbox/send-limits.js';
import { PolicyConsumer } from '../../src/outbox/policy.consumer.js';
import { Clock, Store, StoreModule } from '../../src/store/index.js';
import { type Answer, GraphStub, jsonAnswer, PAGE, SECRET, TOKEN } from './graph-stub.js';
import { liveEnvironment } from './live-environment.js';

export type Row = Selectable<OutboxTables['outbox_messages']>;

/** Long enough for a machine that has other work to do. */
const DEADLINES = { deadlineMs: 8_000, mediaDeadlineMs: 8_000, connectDeadlineMs: 3_000 };

/** For answers that are under way while time passes. */
const PAUSE_BETWEEN_STEPS_MS = 10;

/** What of a request shows who is written to and what. */
export interface SentMessage {
  readonly pageId: string;
  readonly userId: string;
  readonly text: string;
  readonly intentId: string;
  readonly token: string;
}

/** Answers as Meta does that takes a message. */
export const TAKEN: Answer = jsonAnswer(200, { recipient_id: '7', message_id: 'm_1' });

/** The real outbox over SQLite, in memory as a rule, in front of a real server in the place of Graph. The clock goes on by itself and can be moved. */
export class OutboxRig {
  private constructor(
    readonly graph: GraphStub,
    readonly app: TestingModule,
  ) {}

  static async start(
    pages: Readonly<Record<string, string>> = { [PAGE]: TOKEN },
    { database = ':memory:', deadlines = DEADLINES, limits = new SendLimits() } = {},
  ): Promise<OutboxRig> {
    const graph = await GraphStub.start();
    graph.answer = TAKEN;
    const environment = liveEnvironment({ graphUrl: graph.url, database, pages });
    const { graphUrl: url, graphVersion: version, pageTokens: tokens } = environment;
    const app = await Test.createTestingModule({
      imports: [ConfigModule.forRoot(environment), StoreModule, OutboxModule],
    })
      .overrideProvider(GraphOptions)
      .useValue(new GraphOptions({ url, version, appSecret: SECRET, tokens, ...deadlines }))
      .overrideProvider(SendLimits)
      .useValue(limits)
      .compile();
    app.useLogger(false);
    return new OutboxRig(graph, await app.init());
  }

  async close(): Promise<void> {
    this.graph.answer = TAKEN;
    await this.app.close();
    await this.graph.close();
  }

  get outbox(): Outbox {
    return this.app.get(Outbox);
  }

  get operator(): OutboxOperator {
    return this.app.get(OutboxOperator);
  }

  get clock(): Clock {
    return this.app.get(Clock);
  }

  conversation(userId: string, pageId = PAGE): string {
    return conversationOf({ channel: 'messenger', pageId, userId, userRef: null });
  }

  /** Stores replies without waking the sender. */
  async store(userId: string, replies: readonly Reply[], pageId = PAGE): Promise<void> {
    const conversation = this.conversation(userId, pageId);
    const recipient = { eventKey: `e-${userId}`, conversation, pageId, userId };
    await this.app.get(Store).transaction((trx) => this.outbox.accept(trx, recipient, replies));
  }

  async reply(userId: string, ...replies: readonly Reply[]): Promise<void> {
    await this.store(userId, replies);
    this.outbox.wake();
  }

  rows(): Promise<Row[]> {
    return this.app
      .get(Store)
      .tables<OutboxTables>()
      .selectFrom('outbox_messages')
      .selectAll()
      .orderBy('id')
      .execute();
  }

  /** What operators decided on messages. */
  decisions(): Promise<Selectable<OutboxTables['outbox_audit']>[]> {
    const tables = this.app.get(Store).tables<OutboxTables>();
    return tables.selectFrom('outbox_audit').selectAll().orderBy('id').execute();
  }

  async until(condition: (rows: Row[]) => boolean): Promise<Row[]> {
    for (;;) {
      const now = await this.rows();
      if (condition(now)) return now;
      await new Promise(setImmediate);
    }
  }

  /** Nothing is to be sent any more. */
  async untilSettled(): Promise<Row[]> {
    while (await this.isUnsettled()) await new Promise(setImmediate);
    return this.rows();
  }

  /**
   * The same, and time passes as long as something waits for it, a step at a time.
   * @param quiet resolves when nothing is under way that takes no time; then comes the next step
   */
  async passUntilSettled(
    stepMs = 1_000,
    quiet = () => new Promise<void>((resolve) => setTimeout(resolve, PAUSE_BETWEEN_STEPS_MS)),
  ): Promise<Row[]> {
    while (await this.isUnsettled()) {
      await this.clock.advance(stepMs);
      await quiet();
    }
    return this.rows();
  }

  async untilReceived(count: number): Promise<void> {
    while (this.graph.received.length < count) await new Promise(setImmediate);
  }

  /** Nothing that may be sent now is left, and no answer is outstanding. */
  async untilQuiet(...userIds: readonly string[]): Promise<void> {
    for (const userId of userIds)
      while (await this.outbox.isBusy(this.conversation(userId))) await new Promise(setImmediate);
  }

  async page(pageId = PAGE): Promise<PageState> {
    const { pages } = await this.operator.state();
    const found = pages.find((page) => page.pageId === pageId);
    if (!found) throw new Error(`the outbox knows no page ${pageId}`);
    return found;
  }

  get sent(): readonly SentMessage[] {
    return this.graph.received.map(({ line, body }) => sentMessageOf(line, body));
  }

  get texts(): readonly string[] {
    return this.sent.map(({ text }) => text);
  }

  /** The echo of a message comes in. */
  echo(metadata: string, mid = 'm_8'): Promise<void> {
    return this.event(
      { sender: { id: PAGE }, recipient: { id: '7' }, timestamp: 1 },
      { message: { is_echo: true, mid, metadata } },
    );
  }

  /** A person writes. */
  write(userId: string, timestamp = this.clock.now()): Promise<void> {
    return this.event(
      { sender: { id: userId }, recipient: { id: PAGE }, timestamp },
      { message: { mid: `m_${timestamp}`, text: 'hello' } },
    );
  }

  /** Meta blocks the page, or unblocks it. */
  enforce(action: 'block' | 'unblock'): Promise<void> {
    return this.event(
      { recipient: { id: PAGE }, timestamp: this.clock.now() },
      { policy_enforcement: { action, reason: 'The bot violated our Platform Policies.' } },
    );
  }

  /** As a process leaves the table that is killed while it sends. */
  async pretendSending(): Promise<void> {
    const tables = this.app.get(Store).tables<OutboxTables>();
    await tables.updateTable('outbox_messages').set({ state: 'sending' }).execute();
  }

  /** Another id for a reply. */
  async rename(intentId: string, otherId: string): Promise<void> {
    const tables = this.app.get(Store).tables<OutboxTables>();
    await tables
      .updateTable('outbox_messages')
      .set({ intent_id: otherId })
      .where('intent_id', '=', intentId)
      .execute();
  }

  /** What a start does with what it finds. */
  async restartSender(): Promise<void> {
    await this.app.get(OutboxSender).onApplicationBootstrap();
  }

  private async isUnsettled(): Promise<boolean> {
    const tables = this.app.get(Store).tables<OutboxTables>();
    const unsettled = await tables
      .selectFrom('outbox_messages')
      .select('id')
      .where('settled_at', 'is', null)
      .limit(1)
      .executeTakeFirst();
    return unsettled !== undefined;
  }

  private async event(envelope: object, content: object): Promise<void> {
    const item = { ...envelope, ...content };
    const event = parseItem({ channel: 'messenger', pageId: PAGE, source: 'messaging', item });
    await this.app
      .get(Store)
      .transaction((trx) => this.outbox.notice(trx, [event], this.clock.now()));
    await this.app.get(PolicyConsumer).consume(event);
    this.outbox.wake();
  }
}

function sentMessageOf(line: string, body: unknown): SentMessage {
  const {
    recipient,
    message,
    access_token: token,
  } = body as {
    recipient: { id: string };
    message?: { text?: string; metadata?: string };
    access_token: string;
  };
  return {
    pageId: line.split('/')[2] ?? '',
    userId: recipient.id,
    text: message?.text ?? '',
    intentId: message?.metadata ?? '',
    token,
  };
}
