import type { PayloadPattern } from '../../messaging/index.js';
import { IntJumps } from './int-jumps.js';
import { type PatternCourse, PatternCourses } from './pattern-course.js';
import { PositionRows } from './position-rows.js';
import { SievedPayload } from './sieved-payload.js';
import { StretchMemo } from './stretch-memo.js';
import { TextFinder } from './text-finder.js';

/**
 * Tells which of many patterns match a payload. All places of all their texts are found once, in one walk over the payload;
 * a pattern is then a few steps from place to place.
 */
export class PatternSieve {
  readonly #finder: TextFinder;
  readonly #courses: ReadonlyMap<PayloadPattern, PatternCourse>;
  readonly #stretches: number;
  // Kept between payloads, because to get so much memory anew takes longer than to clear it.
  #memo: StretchMemo | null = null;
  #bits = new Int32Array();

  /** @param patterns all that will be asked about */
  constructor(patterns: readonly PayloadPattern[]) {
    this.#finder = new TextFinder(patterns.flatMap(textsOf));
    const courses = new PatternCourses((text) => this.#finder.numberOf(text));
    this.#courses = new Map(patterns.map((each) => [each, courses.courseOf(each)]));
    this.#stretches = courses.stretches;
  }

  /** The course of one of the patterns; none for another. */
  courseOf(pattern: PayloadPattern): PatternCourse | null {
    return this.#courses.get(pattern) ?? null;
  }

  /** The payload, ready to be asked which patterns match it. Good until the next one is put in. */
  put(payload: string): SievedPayload {
    const words = (payload.length >> 5) + 1;
    const firstFree = this.#finder.count + 1;
    const size = (firstFree + IntJumps.rows) * words;
    if (this.#bits.length < size) this.#bits = new Int32Array(size);
    else this.#bits.fill(0, 0, size);
    const rows = new PositionRows(this.#bits, words);
    this.#finder.find(payload, rows);
    const ints = new IntJumps(payload, rows, firstFree);
    this.#memo ??= new StretchMemo(this.#stretches);
    this.#memo.clear();
    return new SievedPayload(payload.length, rows, ints, this.#memo);
  }
}

/** The texts of a pattern, those of its choices too. */
function textsOf({ segments }: PayloadPattern): readonly string[] {
  return segments.flatMap((segment) => {
    if (segment.kind === 'text') return [segment.text];
    return segment.kind === 'choice' ? segment.choices : [];
  });
}
