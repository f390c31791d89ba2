import type { PayloadPattern } from '../../messaging/index.js';
import { DigitRows } from './digit-rows.js';
import { type PatternCourse, PatternCourses } from './pattern-course.js';
import { PositionRows } from './position-rows.js';
import { SievedPayload } from './sieved-payload.js';
import { TextFinder } from './text-finder.js';

/**
 * Tells which of many patterns match a payload. All places of all their texts are found once, in one walk over the payload;
 * a pattern is then a few steps from place to place.
 */
export class PatternSieve {
  readonly #finder: TextFinder;
  readonly #digits: DigitRows;
  readonly #courses: PatternCourses;
  /** Kept between payloads: to get so much memory anew takes longer than to clear it. */
  #bits = new Int32Array();

  /** @param patterns all that will be asked about */
  constructor(patterns: readonly PayloadPattern[]) {
    this.#finder = new TextFinder(patterns.flatMap(textsOf));
    this.#digits = new DigitRows(this.#finder.count + 1);
    this.#courses = new PatternCourses((text) => this.#finder.numberOf(text));
  }

  courseOf(pattern: PayloadPattern): PatternCourse {
    return this.#courses.courseOf(pattern);
  }

  /** The payload, ready to be asked which patterns match it. Good until the next one is put in. */
  put(payload: string): SievedPayload {
    const words = (payload.length >> 5) + 1;
    const size = this.#digits.end * words;
    if (this.#bits.length < size) this.#bits = new Int32Array(size);
    else this.#bits.fill(0, 0, size);
    const rows = new PositionRows(this.#bits, words);
    this.#finder.find(payload, rows);
    this.#digits.mark(payload, rows);
    return new SievedPayload(payload.length, rows, this.#digits);
  }
}

/** The texts of a pattern, those of its choices too. */
function textsOf({ segments }: PayloadPattern): readonly string[] {
  return segments.flatMap((segment) => {
    if (segment.kind === 'text') return [segment.text];
    return segment.kind === 'choice' ? segment.choices : [];
  });
}
