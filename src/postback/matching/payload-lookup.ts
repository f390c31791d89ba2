import type { Params, PayloadPattern } from '../../messaging/index.js';
import { hashAffixes } from './affix-level.js';
import type { PatternCourse } from './pattern-course.js';
import type { PatternSieve } from './pattern-sieve.js';
import type { SievedPayload } from './sieved-payload.js';

/** So many characters are searched for the sake of single patterns before the payload is put into the sieve. */
const SEARCHED_MAX = 256;

/** One payload on its way through an index: what was found out about it for one pattern and helps with the next. */
export class PayloadLookup {
  #isHashed = false;
  #searched = 0;
  #sieved: SievedPayload | null = null;

  constructor(
    readonly text: string,
    private readonly sieve: PatternSieve,
    private readonly hashes: Int32Array,
  ) {}

  /** The hash of the ending with this length, which the text has. */
  suffixHash(length: number): number {
    if (!this.#isHashed) hashAffixes(this.hashes, this.text, 'literalSuffix');
    this.#isHashed = true;
    return this.hashes[length] ?? 0;
  }

  /**
   * The params of a pattern that matches, or `null`.
   * @param course of a pattern that must be searched for
   */
  paramsOf(pattern: PayloadPattern, course: PatternCourse | null): Params | null {
    if (course !== null && !this.#isPassed(course)) return null;
    return pattern.match(this.text);
  }

  #isPassed(course: PatternCourse): boolean {
    this.#searched += this.text.length;
    if (this.#searched <= SEARCHED_MAX) return true;
    this.#sieved ??= this.sieve.put(this.text);
    return this.#sieved.matches(course);
  }
}
