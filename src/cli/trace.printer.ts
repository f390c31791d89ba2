import { printExplanations } from './match.printer.js';
import type { ReplyHistory } from '../outbox/index.js';
import type { TapExplanation } from '../postback/index.js';
import { printable } from './printable.js';
import { replyIdShown } from './reply-ids.js';
import { tapOf } from './route-now.js';
import { firstLineOf, momentOf } from './text-table.js';
import type { TracedEvent, TracedReply } from './trace.reader.js';

interface Moment {
  readonly at: number;
  readonly what: string;
}

/**
 * Prints the life of an event in lines with times, UTC:
 *
 *     2026-11-25 14:31:02.120  received: postback ORDER_VIEW_1002
 *     2026-11-25 14:31:02.131  attempt 1 failed in OrdersHandlers.view: Error: out of stock
 *     2026-11-25 14:31:03.140  attempt 2 ended: handled by OrdersHandlers.view
 *     2026-11-25 14:31:03.250  reply 1 (text) sent as m_abc
 */
export function printTrace(traced: TracedEvent, route: TapExplanation | null): string {
  const { event } = traced;
  const tap = tapOf(event);
  const open = openEnds(traced);
  const lines = [
    `event ${event.key}`,
    `on page ${event.page_id} (${event.channel})`,
    '',
    ...timelineOf(traced).map(lineOf),
    ...(open.length > 0 ? ['', ...open] : []),
  ];
  const why = tap && route ? `\n${printExplanations(tap.payload, [route])}` : '';
  return `${lines.map(printable).join('\n')}\n${why}`;
}

/** The same for messages that no event caused. */
export function printSaid(replies: readonly ReplyHistory[]): string {
  const traced = replies.map((reply) => ({ ...reply, deliveredAt: null, readAt: null }));
  const lines = [
    'Nobody tapped for it: Conversations.say()',
    '',
    ...ordered(traced.flatMap(momentsOf)).map(lineOf),
    ...traced.flatMap(openEndOf),
  ];
  return lines.map((line) => `${printable(line)}\n`).join('');
}

function lineOf({ at, what }: Moment): string {
  return `${momentOf(at)}  ${what}`;
}

function ordered(moments: readonly (Moment | null)[]): readonly Moment[] {
  return moments.filter((moment) => moment !== null).toSorted((a, b) => a.at - b.at);
}

/** What is known with its time, oldest first. */
export function timelineOf({ event, attempts, audit, replies }: TracedEvent): readonly Moment[] {
  const tap = tapOf(event);
  return ordered([
    { at: event.received_at, what: `received${tap ? `: ${tap.kind} ${tap.payload}` : ''}` },
    ...attempts.map(({ attempt, ended_at: at, handler, error }) => ({
      at,
      what: `attempt ${attempt} failed${handler === null ? '' : ` in ${handler}`}: ${firstLineOf(error)}`,
    })),
    ...audit.map(({ at, action, actor }) => ({ at, what: `${action} by ${actor}` })),
    endOf(event),
    ...replies.flatMap(momentsOf),
  ]);
}

function endOf(event: TracedEvent['event']): Moment | null {
  const { state, finished_at: at, attempts, disposition, handler } = event;
  if (at === null) return null;
  if (state === 'dead') return { at, what: `given up after ${attempts} attempts` };
  if (state === 'dropped') return null; // The audit says when and by whom.
  const by = handler === null ? '' : ` by ${handler}`;
  return { at, what: `attempt ${attempts} ended: ${disposition ?? 'ignored'}${by}` };
}

function momentsOf(reply: TracedReply, index: number): readonly (Moment | null)[] {
  const { kind, storedAt, settledAt, deliveredAt, readAt, decisions } = reply;
  const name = `reply ${index + 1}`;
  return [
    { at: storedAt, what: `${name} (${kind}) stored` },
    ...decisions.map(({ at, action, actor }) => ({ at, what: `${name}: ${action} by ${actor}` })),
    settledAt === null ? null : { at: settledAt, what: `${name} ${settlementOf(reply)}` },
    deliveredAt === null ? null : { at: deliveredAt, what: `${name} delivered` },
    readAt === null ? null : { at: readAt, what: `${name} read` },
  ];
}

function settlementOf({ state, mid, verdict }: TracedReply): string {
  if (state === 'sent') return mid === null ? 'sent' : `sent as ${mid}`;
  const why = verdict === null ? '' : ` (${verdict})`;
  return state === 'unknown' ? 'sent, and nobody knows whether it arrived' : `${state}${why}`;
}

/** What has not come to its end. */
function openEnds({ event, attempts, replies }: TracedEvent): readonly string[] {
  const isTriedAgain = event.state === 'waiting' && attempts.length > 0;
  return [
    ...(event.state === 'waiting'
      ? [isTriedAgain ? 'It is tried again.' : 'It waits for its turn.']
      : []),
    ...(event.blocks === 1 ? ['Its conversation waits until it is replayed or dropped.'] : []),
    ...replies.flatMap(openEndOf),
  ];
}

function openEndOf(
  { intentId, settledAt, state, verdict, attempts }: TracedReply,
  index: number,
): readonly string[] {
  const name = `Reply ${index + 1}`;
  if (state === 'asking' || (state === 'unknown' && settledAt !== null))
    return [`${name} may have arrived: tapline replies resend or drop ${replyIdShown(intentId)}.`];
  const why = verdict === null ? '' : ` (${verdict})`;
  return settledAt === null ? [`${name} is ${state}${why}, after ${attempts} attempts.`] : [];
}
