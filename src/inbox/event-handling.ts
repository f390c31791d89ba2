import { inspect } from 'node:util';
import { Inject, Injectable, Logger } from '@nestjs/common';
import { type MessengerEvent, parseItem, type Reply } from '../messaging/index.js';
import { isStoreUnavailable, type StoreTransaction } from '../store/index.js';
import { HandlingFactory } from './handling.factory.js';
import { HandlerDeadlineError } from './inbox.errors.js';
import {
  type Disposition,
  type EventReport,
  InboxConsumer,
  InboxObserver,
  type Outcome,
  ReplySink,
  type TimedOutcome,
  type Write,
} from './inbox.ports.js';
import { type Ending, type EventRow, InboxStore } from './inbox.store.js';

/** The consumers in the order in which they see an event. */
export const INBOX_CONSUMERS = Symbol.for('tapline:inbox-consumers');
export const INBOX_OBSERVERS = Symbol.for('tapline:inbox-observers');

const ERROR_CHARS_MAX = 4_000;

interface Consumed {
  readonly outcomes: readonly TimedOutcome[];
  /** What the first consumer that failed threw. */
  readonly failure: EventReport['failure'];
}

interface Handled {
  readonly row: EventRow;
  readonly event: MessengerEvent;
  readonly outcomes: readonly Outcome[];
}

/** Takes one event through its consumers and commits what they made of it. */
@Injectable()
export class EventHandling {
  private readonly logger = new Logger(EventHandling.name);

  constructor(
    @Inject(INBOX_CONSUMERS) private readonly consumers: readonly InboxConsumer[],
    private readonly sink: ReplySink,
    private readonly store: InboxStore,
    private readonly handlings: HandlingFactory,
    @Inject(INBOX_OBSERVERS) private readonly observers: readonly InboxObserver[],
  ) {}

  /**
   * @param isLast asked when the event is through: whether to begin no other one
   * @returns the next event of the conversation, already begun
   * @throws what the store threw when it is unavailable: the event is as it was, and is handled again
   */
  async handle(row: EventRow, isLast: () => boolean): Promise<EventRow | null> {
    const event = eventOf(row);
    const { outcomes, failure } = await this.consume(row, event);
    if (failure) this.report(row, failure.error);
    const ending = failure ? deadLetter(failure.error) : endingOf(outcomes);
    try {
      const next = await this.finish(row, isLast(), ending, (trx, now) =>
        this.write({ row, event, outcomes }, trx, now),
      );
      this.tell({ key: row.key, event, outcomes, failure });
      return next;
    } catch (error) {
      if (isStoreUnavailable(error)) throw error;
      this.report(row, error);
      const next = await this.finish(row, isLast(), deadLetter(error), () => Promise.resolve());
      this.tell({ key: row.key, event, outcomes, failure: { error, durationMs: 0 } });
      return next;
    }
  }

  private tell(report: EventReport): void {
    for (const observer of this.observers) observer.ended(report);
  }

  /** Every consumer sees the event: a greeting that fails must not cost the tap, nor a tap's handler the attribution. */
  private async consume(row: EventRow, event: MessengerEvent): Promise<Consumed> {
    const handling = this.handlings.of(row);
    const outcomes: TimedOutcome[] = [];
    let failure: Consumed['failure'] = null;
    for (const consumer of this.consumers) {
      const begunMs = performance.now();
      try {
        const outcome = await withinDeadline(consumer.consume(event, handling), handling.signal);
        outcomes.push({ ...outcome, durationMs: performance.now() - begunMs });
      } catch (error) {
        if (isStoreUnavailable(error)) throw error;
        failure ??= { error, durationMs: performance.now() - begunMs };
      }
    }
    return { outcomes, failure };
  }

  private report(row: EventRow, error: unknown): void {
    this.logger.error({
      msg: 'an event failed and is kept as a dead letter',
      event: row.key,
      err: error,
    });
  }

  private async write(
    { row, event, outcomes }: Handled,
    trx: StoreTransaction,
    now: number,
  ): Promise<void> {
    for (const write of outcomes.flatMap(({ writes }) => writes)) await write(trx, now);
    const replies: readonly Reply[] = outcomes.flatMap((outcome) => outcome.replies);
    if (replies.length === 0) return;
    if (event.userId === null) {
      this.logger.warn({
        msg: 'replies are dropped: the event names nobody to reply to',
        event: row.key,
      });
      return;
    }
    const { key, conversation } = row;
    const recipient = { eventKey: key, conversation, pageId: event.pageId, userId: event.userId };
    await this.sink.accept(trx, recipient, replies);
  }

  private async finish(
    event: EventRow,
    last: boolean,
    ending: Ending,
    write: Write,
  ): Promise<EventRow | null> {
    const next = await this.store.finish({ event, ending, write, last });
    this.sink.wake();
    return next;
  }
}

/** Read anew each time: a later version of the code may read more out of the same item. */
function eventOf({ channel, page_id: pageId, source, item }: EventRow): MessengerEvent {
  return parseItem({ channel, pageId, source, item: JSON.parse(item) as unknown });
}

/** A handler cannot be stopped, only left behind: what it returns after its deadline is not used. */
function withinDeadline<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise<T>((resolve, reject) => {
    // A turn later, so that whoever knows the handler's name can say it first.
    const expire = (): void => void setImmediate(() => reject(new HandlerDeadlineError()));
    signal.addEventListener('abort', expire, { once: true });
    work.then(resolve, reject).finally(() => signal.removeEventListener('abort', expire));
  });
}

const WEIGHT: Readonly<Record<Disposition, number>> = { handled: 2, unhandled: 1, ignored: 0 };

function endingOf(outcomes: readonly Outcome[]): Ending {
  const heaviest = outcomes.toSorted((a, b) => WEIGHT[b.disposition] - WEIGHT[a.disposition])[0];
  const handlers = outcomes.flatMap(({ handler }) => handler ?? []);
  return {
    state: 'done',
    disposition: heaviest?.disposition ?? 'ignored',
    handler: handlers.join(', ') || null,
    error: null,
  };
}

function deadLetter(error: unknown): Ending {
  const text = inspect(error).slice(0, ERROR_CHARS_MAX);
  return { state: 'dead', disposition: null, handler: null, error: text };
}
