import { type Occasion, type Reply, WINDOW_MS } from '../messaging/index.js';
import type { OutboxTables } from './outbox.tables.js';

/** Why a message is not sent at all: Meta would refuse it. */
export type Obstacle = 'window_closed' | 'user_gone' | 'bug';

/** What is known of a person, and why they are written to; `null` stands for what nobody knows. */
export type Standing = {
  readonly [C in 'last_inbound_at' | 'heard_at' | 'gone_at']:
    OutboxTables['outbox_people'][C] | null;
} & { readonly occasion: Occasion };

/** What Meta would say. A handover is no message: it may follow when the window is closed. */
export function obstacleOf(
  { last_inbound_at: lastInboundAt, heard_at: heardAt, gone_at: goneAt, occasion }: Standing,
  kind: Reply['kind'],
  now: number,
): Exclude<Obstacle, 'bug'> | null {
  if (goneAt !== null && goneAt >= (heardAt ?? 0)) return 'user_gone';
  const isClosed = Boolean(lastInboundAt) && now - (lastInboundAt ?? 0) >= WINDOW_MS[occasion];
  return isClosed && kind !== 'handover' ? 'window_closed' : null;
}
