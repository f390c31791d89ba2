import { Injectable } from '@nestjs/common';
import type { Handling } from '../messaging/index.js';
import { Clock, Store } from '../store/index.js';
import { InboxDrain } from './inbox-drain.js';
import { StepResultError } from './inbox.errors.js';
import type { EventRow, InboxTables } from './inbox.tables.js';

/** How long a consumer may take over an event. */
const HANDLER_DEADLINE_MS = 30_000;

/** Makes what a handler holds on to while it runs; each consumer of an event gets one of its own. */
@Injectable()
export class HandlingFactory {
  constructor(
    private readonly store: Store,
    private readonly clock: Clock,
    private readonly drain: InboxDrain,
  ) {}

  of(event: EventRow): Handling {
    const running = new Map<string, Promise<unknown>>();
    return {
      key: event.key,
      attempt: event.attempts,
      late: event.late === 1,
      signal: AbortSignal.any([this.clock.timeout(HANDLER_DEADLINE_MS), this.drain.asked]),
      once: <T>(name: string, step: () => T | Promise<T>): Promise<T> => {
        const earlier = running.get(name) ?? Promise.resolve();
        const result = earlier.catch(() => undefined).then(() => this.once(event.key, name, step));
        running.set(name, result);
        return result;
      },
    };
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
    const finishedAt = this.clock.now();
    const row = {
      event_key: eventKey,
      name,
      result: toJson(name, value),
      finished_at: finishedAt,
    };
    await this.store.transaction(async (trx) => {
      await trx.$extendTables<InboxTables>().insertInto('inbox_steps').values(row).execute();
    });
    return value;
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
