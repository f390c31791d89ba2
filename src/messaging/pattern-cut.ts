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
  for (const [index, segment] of segments.entries()) {
    if (segment.kind === 'text') {
      at += segment.text.length;
    } else {
      const from = segment.kind === 'star' ? at : at + 1;
      at = endOfGap(segments, index, text, from);
      if (at < from) return null;
    }
    ends.push(at);
  }
  return ends;
}

function endOfGap(
  segments: readonly PatternSegment[],
  index: number,
  text: string,
  from: number,
): number {
  const next = segments[index + 1];
  if (next?.kind !== 'text') return text.length;
  if (index + 2 === segments.length) return text.length - next.text.length;
  return text.indexOf(next.text, from);
}
