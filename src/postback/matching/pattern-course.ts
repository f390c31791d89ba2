import type { PatternSegment, PayloadPattern } from '../../messaging/index.js';
import { DIGITS_MAX } from './int-jumps.js';
import type { Jump } from './position-rows.js';

/** A part of a pattern that takes some characters and no others: a text, a choice of texts, or a whole number. */
export type Step = readonly Jump[] | 'int';

/** The steps between two gaps that take any characters. */
export interface Stretch {
  /** The same for stretches with the same steps. */
  readonly number: number;
  readonly steps: readonly Step[];
  /** The most characters that the steps take. */
  readonly lengthMax: number;
  /** The first and the last step, if they are jumps over one text. */
  readonly firstJump: Jump | null;
  readonly lastJump: Jump | null;
  /** The jump, where there is nothing else: by far the most frequent case. */
  readonly onlyJump: Jump | null;
}

/** A stretch behind a gap that takes any characters. */
interface GapAndStretch {
  /** The fewest characters that the gap takes. */
  readonly gapMin: number;
  readonly stretch: Stretch;
}

/**
 * A pattern as a way through a payload: `ORDER_{id:int}*_{a}` is the stretch `ORDER_`, int; any gap; the stretch `_`; a gap of at
 * least one character; an empty stretch. The first stretch begins where the payload does, the last ends where it does.
 */
export interface PatternCourse {
  readonly first: Stretch;
  readonly between: readonly GapAndStretch[];
  /** None where the pattern has no gap that takes any characters. */
  readonly last: GapAndStretch | null;
}

/** Makes courses of patterns, and numbers their stretches. */
export class PatternCourses {
  readonly #numbers = new Map<string, number>();

  /** @param rowOf the row of a text */
  constructor(private readonly rowOf: (text: string) => number) {}

  /** How many different stretches there are so far. */
  get stretches(): number {
    return this.#numbers.size;
  }

  courseOf({ segments }: PayloadPattern): PatternCourse {
    const parts: { gapMin: number; steps: Step[] }[] = [{ gapMin: 0, steps: [] }];
    for (const segment of segments) {
      const step = this.#stepOf(segment);
      if (step === null) parts.push({ gapMin: segment.kind === 'star' ? 0 : 1, steps: [] });
      else parts.at(-1)?.steps.push(step);
    }
    const [first, ...others] = parts.map(({ gapMin, steps }) => ({
      gapMin,
      stretch: this.#stretchOf(steps),
    }));
    return {
      first: first?.stretch ?? this.#stretchOf([]),
      between: others.slice(0, -1),
      last: others.at(-1) ?? null,
    };
  }

  /** The step over a segment, or `null` when it is a gap that takes any characters. */
  #stepOf(segment: PatternSegment): Step | null {
    const jumpOver = (text: string): Jump => ({ row: this.rowOf(text), distance: text.length });
    if (segment.kind === 'text') return [jumpOver(segment.text)];
    if (segment.kind === 'choice') return segment.choices.map(jumpOver);
    return segment.kind === 'int' ? 'int' : null;
  }

  #stretchOf(steps: readonly Step[]): Stretch {
    const key = JSON.stringify(steps);
    const number = this.#numbers.get(key) ?? this.#numbers.size;
    this.#numbers.set(key, number);
    const firstJump = jumpOf(steps[0]);
    return {
      number,
      steps,
      lengthMax: steps.reduce((sum, step) => sum + lengthMaxOf(step), 0),
      firstJump,
      lastJump: jumpOf(steps.at(-1)),
      onlyJump: steps.length === 1 ? firstJump : null,
    };
  }
}

/** The jump over a text; none over an int or a choice. */
function jumpOf(step: Step | undefined): Jump | null {
  return (step !== 'int' && step?.length === 1 ? step[0] : null) ?? null;
}

function lengthMaxOf(step: Step): number {
  return step === 'int' ? DIGITS_MAX : Math.max(...step.map(({ distance }) => distance));
}
