import type { PatternSegment } from '../pattern-segment.js';
import type { PayloadPattern } from '../payload-pattern.js';

/**
 * The characters that tell two patterns apart: those they name, the digits if one counts, and one that stands for all others.
 * The latter is a letter where possible, for witnesses that people can read, and comes first.
 */
export function alphabetOf(...patterns: readonly PayloadPattern[]): readonly string[] {
  const named = new Set(patterns.flatMap(({ segments }) => segments.flatMap(charactersOf)));
  return [otherThan(named), ...[...named].toSorted()];
}

function charactersOf(segment: PatternSegment): readonly string[] {
  switch (segment.kind) {
    case 'text':
      return Array.from(segment.text);
    case 'choice':
      return segment.choices.flatMap((choice) => Array.from(choice));
    case 'int':
      return Array.from('0123456789');
    case 'star':
    case 'string':
    default:
      return [];
  }
}

const FIRST_LETTER_BEYOND_LATIN_1 = 0x100;

function otherThan(named: ReadonlySet<string>): string {
  const letter = Array.from('xyzabcXYZ').find((each) => !named.has(each));
  if (letter !== undefined) return letter;
  let code = FIRST_LETTER_BEYOND_LATIN_1;
  while (named.has(String.fromCodePoint(code))) code += 1;
  return String.fromCodePoint(code);
}
