import type { Kysely } from 'kysely';
import type { Tables } from '../store/index.js';
import { isOpen, type OutboxTables } from './outbox.tables.js';
import type { Pause } from './page-gate.js';
import type { PageGates } from './page-gates.js';

/** How one page is doing. */
export interface PageState {
  readonly pageId: string;
  /**
   * Why it sends nothing, and when one message is tried again; a time that is past says that nothing was sent since.
   * `null` when it sends.
   */
  readonly paused: Pause | null;
  /** Messages to be sent or being sent. */
  readonly waiting: number;
  /** Messages of which nobody knows whether they arrived. */
  readonly unknown: number;
  /** Messages of unknown fate that wait for an operator's decision. */
  readonly asking: number;
}

/** Every page that has something open or was sent to since the start. */
export interface OutboxState {
  readonly pages: readonly PageState[];
}

export async function readState(root: Kysely<Tables>, gates: PageGates): Promise<OutboxState> {
  const rows = await root
    .$extendTables<OutboxTables>()
    .selectFrom('outbox_messages')
    .select((message) => ['page_id', 'state', message.fn.countAll<number>().as('count')])
    .where(isOpen)
    .groupBy(['page_id', 'state'])
    .execute();
  const pageIds = new Set([...rows.map((row) => row.page_id), ...gates.known]);
  const pages = [...pageIds].toSorted().map((pageId) => {
    const count = (...states: string[]): number =>
      rows
        .filter((row) => row.page_id === pageId && states.includes(row.state))
        .reduce((sum, row) => sum + row.count, 0);
    return {
      pageId,
      paused: gates.heldOf(pageId),
      waiting: count('waiting', 'sending'),
      unknown: count('unknown'),
      asking: count('asking'),
    };
  });
  return { pages };
}
