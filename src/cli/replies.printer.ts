import type { UndecidedReply } from '../outbox/index.js';
import { KEY_SHOWN } from './event-keys.js';
import { printable } from './printable.js';
import { replyIdShown } from './reply-ids.js';
import { minuteOf, textTable } from './text-table.js';

const HEADER = ['reply', 'stored', 'state', 'tries', 'kind', 'event', 'page'] as const;

interface PrintOptions {
  /** How many there are altogether. */
  readonly count: number;
  /** With what they say. */
  readonly raw: boolean;
  readonly width: number;
}

/**
 * Prints replies of unknown fate, one line each. Times are UTC.
 *
 *     reply     stored            state   tries  kind  event         page
 *     3f2a91bc  2026-11-25 14:31  asking  1      text  04de3f2a91bc  101234567890123
 */
export function printReplies(
  replies: readonly UndecidedReply[],
  { count, raw, width }: PrintOptions,
): string {
  if (count === 0) return 'There is no reply to decide on.\n';
  const rows = replies.map(({ intentId, createdAt, state, attempts, reply, eventKey, pageId }) => [
    replyIdShown(intentId),
    minuteOf(createdAt),
    state,
    String(attempts),
    reply?.kind ?? '–',
    eventKey.slice(0, KEY_SHOWN),
    pageId,
  ]);
  const rest = count - replies.length;
  const more = rest > 0 ? `… and ${rest} more: --limit ${count}\n` : '';
  return `${textTable(HEADER, rows, width)}${more}${raw ? replies.map(wordsOf).join('') : ''}`;
}

function wordsOf({ intentId, reply }: UndecidedReply): string {
  const lines = JSON.stringify(reply, null, 2).split('\n').map(printable);
  return `\n${replyIdShown(intentId)}\n${lines.join('\n')}\n`;
}

/** The same for machines. */
export function repliesAsJson(replies: readonly UndecidedReply[], raw: boolean): readonly object[] {
  return replies.map(({ reply, ...facts }) => ({
    ...facts,
    kind: reply?.kind ?? null,
    ...(raw && { reply }),
  }));
}
