import type { PatternSegment, PayloadPattern } from '../messaging/index.js';

/**
 * A payload that a pattern matches, for people who read a message: `PRODUCT_VIEW_{productId}` is `PRODUCT_VIEW_7`.
 * @param word stands for a `*` and for a hole that takes any text
 */
export function examplePayload({ segments }: PayloadPattern, word = '7'): string {
  return segments.map((segment) => exampleOf(segment, word)).join('');
}

function exampleOf(segment: PatternSegment, word: string): string {
  switch (segment.kind) {
    case 'text':
      return segment.text;
    case 'int':
      return '7';
    case 'choice':
      return segment.choices[0] ?? '';
    case 'star':
    case 'string':
    default:
      return word;
  }
}
