import type { PatternSegment } from './pattern-segment.js';

/**
 * Cuts a text that begins and ends as the pattern does where the texts between the holes are found, each at its earliest place.
 * A hole takes any characters here, whatever its type.
 *
 * Never looks back: if the rest of the pattern fits behind a later place, it fits behind the earliest.
 * @returns where each segment ends, or `null`
 */
export function cutGaps(
  segments: readonly PatternSegment[],
  text: string,
): readonly number[] | null {
  const ends: number[] = [];
  let at = 0;
  for (let index = 0; index < segments.length; index += 1) {
    const segment = segments[index];
    if (segment?.kind === 'text') {
      at += segment.text.length;
    } else {
      const from = segment?.kind === 'star' ? at : at + 1;
      at = endOfGap(segments, index, text.length, (part) => text.indexOf(part, from));
      if (at < from) return null;
    }
    ends.push(at);
  }
  return ends;
}

/** Where the gap ends: at the text behind it, or -1. The last text stands at the end. */
function endOfGap(
  segments: readonly PatternSegment[],
  index: number,
  length: number,
  search: (part: string) => number,
): number {
  const next = segments[index + 1];
  if (next?.kind !== 'text') return length;
  return index + 2 === segments.length ? length - next.text.length : search(next.text);
}
