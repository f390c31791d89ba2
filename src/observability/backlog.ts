import { Injectable } from '@nestjs/common';
import { countDeadLetters, type InboxTables, waitingEvents } from '../inbox/index.js';
import { Clock, Store } from '../store/index.js';
import type { Readings } from './metrics/tapline-metrics.js';
import { PageStates } from './page-states.js';

type BacklogReadings = Pick<
  Readings,
  'waiting' | 'oldestSeconds' | 'deadLetters' | 'repliesWaiting' | 'repliesUnknown' | 'pagesPaused'
>;

/** What waits, and what went wrong for good. Asked for by an index each: also with 100,000 events it takes milliseconds. */
@Injectable()
export class Backlog {
  constructor(
    private readonly store: Store,
    private readonly pages: PageStates,
    private readonly clock: Clock,
  ) {}

  async read(): Promise<BacklogReadings> {
    const inbox = this.store.tables<InboxTables>();
    const { count, oldestAt } = await waitingEvents(inbox);
    const { pages } = await this.pages.state();
    return {
      waiting: count,
      oldestSeconds: oldestAt === null ? 0 : Math.max(0, this.clock.now() - oldestAt) / 1_000,
      deadLetters: await countDeadLetters(inbox),
      repliesWaiting: sumOf(pages.map(({ waiting }) => waiting)),
      repliesUnknown: sumOf(pages.map(({ unknown, asking }) => unknown + asking)),
      pagesPaused: pages.filter(({ paused }) => paused !== null).length,
    };
  }
}

function sumOf(counts: readonly number[]): number {
  return counts.reduce((sum, count) => sum + count, 0);
}
