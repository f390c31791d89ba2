import type { DigitRows } from './digit-rows.js';
import type { PatternCourse, Step, Stretch } from './pattern-course.js';
import { fillRange, firstFrom, type PositionRows, type Positions } from './position-rows.js';

/** A payload, and where in it which text ends. */
export class SievedPayload {
  /** Where a stretch ends that is no single text, by its number and where it may begin: many patterns share these. */
  readonly #ends = new Map<number, number>();
  #reached: Positions;
  #next: Positions;

  constructor(
    private readonly length: number,
    private readonly rows: PositionRows,
    private readonly digits: DigitRows,
  ) {
    this.#reached = rows.emptySet();
    this.#next = rows.emptySet();
  }

  /** Never looks back: if the rest of a pattern fits behind a later place, it fits behind the earliest. */
  matches({ first, between, last }: PatternCourse): boolean {
    if (last === null) return this.#isAtEnd(this.#walk(first.steps, 0, 0));
    let at = this.#endOfFirst(first);
    for (const { gapMin, stretch } of between) {
      if (at === -1) return false;
      at = this.#earliestEnd(stretch, at + gapMin);
    }
    return at !== -1 && this.#canEnd(last.stretch, at + last.gapMin);
  }

  #endOfFirst({ steps, onlyJump }: Stretch): number {
    if (steps.length === 0) return 0;
    if (onlyJump === null) return firstFrom(this.#walk(steps, 0, 0), 0);
    return this.rows.has(onlyJump.row, onlyJump.distance) ? onlyJump.distance : -1;
  }

  #earliestEnd(stretch: Stretch, from: number): number {
    const { steps, onlyJump } = stretch;
    if (onlyJump !== null) return this.rows.firstFrom(onlyJump.row, from + onlyJump.distance);
    const key = stretch.number * (this.length + 2) + from;
    const known = this.#ends.get(key);
    if (known !== undefined) return known;
    const end = firstFrom(this.#walk(steps, from, this.length), 0);
    this.#ends.set(key, end);
    return end;
  }

  #canEnd({ steps, onlyJump }: Stretch, from: number): boolean {
    if (steps.length === 0) return from <= this.length;
    if (onlyJump === null) return this.#isAtEnd(this.#walk(steps, from, this.length));
    return from + onlyJump.distance <= this.length && this.rows.has(onlyJump.row, this.length);
  }

  #isAtEnd(positions: Positions): boolean {
    return firstFrom(positions, this.length) === this.length;
  }

  /** Where one can be after the steps who begins anywhere from `from` to `to`. */
  #walk(steps: readonly Step[], from: number, to: number): Positions {
    fillRange(this.#reached, from, to);
    for (const step of steps) {
      const [source, target] = [this.#reached, this.#next];
      target.fill(0);
      if (step === 'int') this.digits.jump(this.rows, target, source);
      else for (const { row, distance } of step) this.rows.jump(target, source, row, distance);
      [this.#reached, this.#next] = [target, source];
    }
    return this.#reached;
  }
}
