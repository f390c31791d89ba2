import { Injectable } from '@nestjs/common';
import type { Selectable } from 'kysely';
import type { Handling } from '../messaging/index.js';
import { Clock, Store } from '../store/index.js';
import { InboxDrain } from './inbox-drain.js';
import { StepResultError } from './inbox.errors.js';
import type { EventRow, InboxTables } from './inbox.tables.js';
import { isEventKept } from './kept-event.js';

/** How long a consumer may take over an event. */
const HANDLER_DEADLINE_MS = 30_000;

/** A consumer at work on an event. */
export interface Begun {
  readonly handling: Handling;
  /** Its time does not run any longer. */
  readonly end: () => void;
}

/** Makes what a handler holds on to while it runs; each consumer of an event gets one of its own. */
@Injectable()
export class HandlingFactory {
  /** Steps under way, by event and name. An attempt that is left behind does not take its step with it. */
  private readonly running = new Map<string, Promise<unknown>>();
  private readonly atWork = new Set<AbortController>();

  constructor(
    private readonly store: Store,
    private readonly clock: Clock,
    private readonly drain: InboxDrain,
  ) {
    const askAll = (): void => {
      for (const consumer of this.atWork) consumer.abort(drain.asked.reason);
    };
    drain.asked.addEventListener('abort', askAll, { once: true });
  }

  /** To be ended. A signal of the platform's own kind, made of a timeout and the drain, would live on until its time is over. */
  begin(event: EventRow): Begun {
    const consumer = new AbortController();
    const expire = (): void =>
      consumer.abort(new DOMException('The time is over.', 'TimeoutError'));
    const callOff = this.clock.timer(HANDLER_DEADLINE_MS, expire);
    this.atWork.add(consumer);
    if (this.drain.asked.aborted) consumer.abort(this.drain.asked.reason);
    return {
      handling: this.handlingOf(event, consumer.signal),
      end: () => {
        callOff();
        this.atWork.delete(consumer);
      },
    };
  }

  private handlingOf(event: EventRow, signal: AbortSignal): Handling {
    return {
      key: event.key,
      attempt: event.attempts,
      late: event.late === 1,
      signal,
      once: (name, step) =>
        this.inTurn(`${event.key} ${name}`, () => this.once(event.key, name, step)),
    };
  }

  /** A step that is asked for while it runs, in this attempt or an earlier one, waits for how that ends. */
  private inTurn<T>(turn: string, work: () => Promise<T>): Promise<T> {
    const earlier = this.running.get(turn) ?? Promise.resolve();
    const result: Promise<T> = earlier
      .catch(() => undefined)
      .then(work)
      .finally(() => {
        if (this.running.get(turn) === result) this.running.delete(turn);
      });
    this.running.set(turn, result);
    return result;
  }

  /** Remembered at once, not with the event: a handler that fails after the step must not run it again. */
  private async once<T>(eventKey: string, name: string, step: () => T | Promise<T>): Promise<T> {
    const steps = this.store.tables<InboxTables>();
    const known = await steps
      .selectFrom('inbox_steps')
      .select('result')
      .where('event_key', '=', eventKey)
      .where('name', '=', name)
      .executeTakeFirst();
    if (known) {
      // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- JSON gives back what the step's author put in.
      const [value] = JSON.parse(known.result) as [T];
      return value;
    }
    const value = await step();
    await this.remember({ event_key: eventKey, name, result: toJson(name, value) });
    return value;
  }

  /** Unless the event was erased meanwhile. */
  private async remember(
    step: Omit<Selectable<InboxTables['inbox_steps']>, 'finished_at'>,
  ): Promise<void> {
    const finishedAt = this.clock.now();
    await this.store.transaction(async (root) => {
      const trx = root.$extendTables<InboxTables>();
      if (!(await isEventKept(trx, step.event_key))) return;
      await trx
        .insertInto('inbox_steps')
        .values({ ...step, finished_at: finishedAt })
        .execute();
    });
  }
}

/** An array, so that `undefined` comes back as something JSON can hold. */
function toJson(name: string, value: unknown): string {
  try {
    return JSON.stringify(value === undefined ? [] : [value]);
  } catch (cause) {
    throw new StepResultError(name, cause);
  }
}
