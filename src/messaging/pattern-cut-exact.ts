import { assertNever } from './assert-never.js';
import type { PatternSegment } from './pattern-segment.js';

/** Holds a 1 at every position from which the rest of the pattern matches the rest of the text. */
type Row = Uint8Array;

/**
 * Cuts a text as the pattern wants it, digits and choices included: from the left, every segment as short as the rest allows.
 *
 * First finds, from the last segment to the first, where each could begin; then walks forward through these places.
 * Both take time in proportion to text times segments.
 * @returns where each segment ends, or `null`
 */
export function cutExactly(
  segments: readonly PatternSegment[],
  text: string,
): readonly number[] | null {
  const rows = startsOf(segments, text);
  if (rows[0]?.[0] !== 1) return null;
  const ends: number[] = [];
  let at = 0;
  for (const [index, segment] of segments.entries()) {
    at = earliestEnd(segment, text, at, rows[index + 1] ?? new Uint8Array());
    ends.push(at);
  }
  return ends;
}

/** A row for each segment, and one for the end of the pattern. */
function startsOf(segments: readonly PatternSegment[], text: string): readonly Row[] {
  let next: Row = new Uint8Array(text.length + 1);
  next[text.length] = 1;
  const rows = [next];
  for (const segment of segments.toReversed()) {
    next = startsBefore(segment, text, next);
    rows.unshift(next);
  }
  return rows;
}

function startsBefore(segment: PatternSegment, text: string, next: Row): Row {
  const row = new Uint8Array(text.length + 1);
  // A gap that takes any characters can begin anywhere before the last place that is good for the rest.
  if (segment.kind === 'star') return row.fill(1, 0, next.lastIndexOf(1) + 1);
  if (segment.kind === 'string') return row.fill(1, 0, Math.max(0, next.lastIndexOf(1)));
  for (let at = 0; at <= text.length; at += 1) {
    row[at] = earliestEnd(segment, text, at, next) === -1 ? 0 : 1;
  }
  return row;
}

/** The first position after `segment`, when it begins at `at`, that is marked in `next`; or -1. */
function earliestEnd(segment: PatternSegment, text: string, at: number, next: Row): number {
  switch (segment.kind) {
    case 'text':
      return endOfText(segment.text, text, at, next);
    case 'star':
      return next.indexOf(1, at);
    case 'string':
      return next.indexOf(1, at + 1);
    case 'int':
      return endOfInt(text, at, next);
    case 'choice':
      return endOfChoice(segment.choices, text, at, next);
    default:
      return assertNever(segment, 'segment');
  }
}

function endOfChoice(choices: readonly string[], text: string, at: number, next: Row): number {
  const ends = choices.map((choice) => endOfText(choice, text, at, next));
  return ends.reduce((first, end) => (end !== -1 && (first === -1 || end < first) ? end : first));
}

function endOfText(wanted: string, text: string, at: number, next: Row): number {
  const end = at + wanted.length;
  return next[end] === 1 && text.startsWith(wanted, at) ? end : -1;
}

const ZERO = '0'.charCodeAt(0);

/** Reads 16 digits at most: more are no safe integer. */
function endOfInt(text: string, at: number, next: Row): number {
  let value = 0;
  for (let end = at; end < text.length;) {
    const digit = text.charCodeAt(end) - ZERO;
    if (digit < 0 || digit > 9) return -1;
    value = value * 10 + digit;
    end += 1;
    if (value > Number.MAX_SAFE_INTEGER) return -1;
    if (next[end] === 1) return end;
    if (value === 0) return -1;
  }
  return -1;
}
