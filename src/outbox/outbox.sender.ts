import {
  type BeforeApplicationShutdown,
  Injectable,
  Logger,
  type OnApplicationBootstrap,
} from '@nestjs/common';
import { GraphClient, GraphError, type GraphVerdict } from '../graph/index.js';
import { ConversationWorkers } from '../inbox/index.js';
import { isReply, type Reply, type SendCall, toSendCall } from '../messaging/index.js';
import { Clock } from '../store/index.js';
import { type MessageRow, OutboxStore, type Postponement } from './outbox.store.js';
import type { SendObserver, SendReport } from './send-observer.js';

const CONVERSATIONS_AT_ONCE = 16;
/** How long an echo has to show that a message of unknown fate arrived. */
const ECHO_GRACE_MS = 5_000;
const SECOND_MS = 1_000;
/** Delays before the second, third … attempt at what Meta refuses for now. */
const RETRY_DELAYS_MS = [1, 5, 30, 120, 600].map((seconds) => seconds * SECOND_MS);

type Answer = Pick<SendReport, 'status' | 'messageId' | 'error'>;

/** The only status that Graph takes something with. */
const TAKEN = 200;

/** Sends what the outbox holds: in order within a conversation, one request of it at a time. */
@Injectable()
export class OutboxSender implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly logger = new Logger(OutboxSender.name);
  private readonly workers: ConversationWorkers<MessageRow>;
  private readonly observers: SendObserver[] = [];

  constructor(
    private readonly store: OutboxStore,
    private readonly graph: GraphClient,
    private readonly clock: Clock,
  ) {
    this.workers = new ConversationWorkers(clock, {
      name: 'outbox',
      atOnce: CONVERSATIONS_AT_ONCE,
      claim: (limit) => this.store.claim(limit),
      workThrough: (first, stopping) => this.workThrough(first, stopping),
      giveBack: (message) => this.giveBack(message.conversation),
    });
  }

  async onApplicationBootstrap(): Promise<void> {
    await this.interrupt();
    const dueTimes = await this.store.recover();
    this.workers.start();
    for (const dueAt of dueTimes) this.workers.wakeIn(dueAt - this.clock.now());
  }

  async beforeApplicationShutdown(): Promise<void> {
    await this.workers.stop();
  }

  wake(): void {
    this.workers.wake();
  }

  observe(observer: SendObserver): void {
    this.observers.push(observer);
  }

  private async interrupt(conversation?: string): Promise<void> {
    const readyAt = this.clock.now() + ECHO_GRACE_MS;
    const givenUp = await this.store.interrupt(readyAt, conversation);
    for (const intent of givenUp) {
      this.logger.warn({
        msg: 'a reply may have been sent twice or never; it is not sent again',
        intent,
      });
    }
    this.workers.wakeIn(ECHO_GRACE_MS);
  }

  private async giveBack(conversation: string): Promise<void> {
    await this.interrupt(conversation);
    await this.store.giveBack(conversation, this.clock.now() + ECHO_GRACE_MS);
  }

  private async workThrough(first: MessageRow, stopping: () => boolean): Promise<void> {
    let message: MessageRow | null = first;
    while (message) message = await this.send(message, stopping);
  }

  private async send(message: MessageRow, stopping: () => boolean): Promise<MessageRow | null> {
    const call = toSendCall(replyOf(message), message.user_id, message.intent_id);
    try {
      const { messageId } = await this.graph.send(message.page_id, call);
      this.tell(message, call, { status: TAKEN, messageId, error: null });
      return await this.settle(message, { state: 'sent', mid: messageId, verdict: null }, stopping);
    } catch (error) {
      if (!(error instanceof GraphError)) throw error;
      this.tell(message, call, {
        status: error.httpStatus,
        messageId: null,
        error: error.message,
      });
      return this.refused(message, error, stopping);
    }
  }

  private tell(message: MessageRow, call: SendCall, answer: Answer): void {
    const { event_key: eventKey, intent_id: intentId, page_id: pageId } = message;
    for (const observer of this.observers)
      observer.answered({ eventKey, intentId, pageId, call, ...answer });
  }

  private async refused(
    message: MessageRow,
    error: GraphError,
    stopping: () => boolean,
  ): Promise<MessageRow | null> {
    const { verdict } = error;
    this.logger.warn({
      msg: `a reply was not sent: ${verdict}`,
      intent: message.intent_id,
      event: message.event_key,
      err: error,
    });
    const postponement = postponementOf(message, error, this.clock.now());
    if (!postponement) {
      const state = verdict === 'unknown' ? 'unknown' : 'failed';
      return this.settle(message, { state, mid: null, verdict }, stopping);
    }
    await this.store.postpone(message, postponement);
    this.workers.wakeIn(postponement.readyAt - this.clock.now());
    return null;
  }

  private settle(
    message: MessageRow,
    settlement: {
      state: 'sent' | 'unknown' | 'failed';
      mid: string | null;
      verdict: GraphVerdict | null;
    },
    stopping: () => boolean,
  ): Promise<MessageRow | null> {
    return this.store.settle(message, settlement, stopping());
  }
}

function replyOf({ reply, intent_id: intentId }: MessageRow): Reply {
  const value: unknown = JSON.parse(reply);
  if (isReply(value)) return value;
  throw new TypeError(`The outbox holds something under ${intentId} that is no reply.`);
}

/** `null` when there is nothing to be gained by trying again. */
function postponementOf(
  message: MessageRow,
  { verdict, retryAfterMs }: GraphError,
  now: number,
): Postponement | null {
  if (verdict === 'unknown') {
    return message.unknowns === 0
      ? { state: 'unknown', verdict, readyAt: now + ECHO_GRACE_MS }
      : null;
  }
  const delayMs = RETRY_DELAYS_MS[message.attempts - 1];
  if (verdict !== 'retry' || delayMs === undefined) return null;
  return { state: 'waiting', verdict, readyAt: now + Math.max(delayMs, retryAfterMs ?? 0) };
}
