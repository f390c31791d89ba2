import type { IntJumps } from './int-jumps.js';
import type { PatternCourse, Stretch } from './pattern-course.js';
import {
  clear,
  fill,
  firstFrom,
  type PositionRows,
  type Positions,
  type Range,
} from './position-rows.js';
import type { StretchMemo } from './stretch-memo.js';

/** How far one looks for the begin of a stretch before looking everywhere: mostly it is near. */
const NEAR = 31;

/** A payload, and where in it which text ends. */
export class SievedPayload {
  #reached: Positions;
  #next: Positions;

  constructor(
    private readonly length: number,
    private readonly rows: PositionRows,
    private readonly ints: IntJumps,
    private readonly memo: StretchMemo,
  ) {
    this.#reached = rows.emptySet();
    this.#next = rows.emptySet();
  }

  /** Never looks back: if the rest of a pattern fits behind a later place, it fits behind the earliest. */
  matches({ first, between, last }: PatternCourse): boolean {
    if (last === null) return this.#walk(first, { from: 0, to: 0 }, this.length) !== -1;
    let at = this.#endOfFirst(first);
    for (const { gapMin, stretch } of between) {
      if (at === -1) return false;
      at = this.#earliestEnd(stretch, at + gapMin);
    }
    return at !== -1 && this.#canEnd(last.stretch, at + last.gapMin);
  }

  #endOfFirst(first: Stretch): number {
    if (first.onlyJump === null) return this.#walk(first, { from: 0, to: 0 });
    const { row, distance } = first.onlyJump;
    return this.rows.has(row, distance) ? distance : -1;
  }

  #earliestEnd(stretch: Stretch, from: number): number {
    const { onlyJump } = stretch;
    if (onlyJump !== null) return this.rows.firstFrom(onlyJump.row, from + onlyJump.distance);
    const known = this.memo.recall(stretch.number, from);
    if (known !== null) return known;
    const end = this.#searchEnd(stretch, from);
    this.memo.remember(stretch.number, from, end);
    return end;
  }

  #searchEnd(stretch: Stretch, from: number): number {
    const start = this.#skip(stretch, from);
    if (start === -1) return -1;
    const near = start + NEAR;
    const end = this.#walk(stretch, { from: start, to: near });
    // Whatever begins later ends later than this.
    if (near >= this.length || (end !== -1 && end <= near)) return end;
    return this.#walk(stretch, { from: start, to: this.length });
  }

  /** A place before which the stretch does not begin, by where its first and its last text stand; or -1 when there is none. */
  #skip({ firstJump, lastJump, lengthMax }: Stretch, from: number): number {
    let start = from;
    if (firstJump !== null) {
      const end = this.rows.firstFrom(firstJump.row, from + firstJump.distance);
      if (end === -1) return -1;
      start = end - firstJump.distance;
    }
    if (lastJump === null) return start;
    const end = this.rows.firstFrom(lastJump.row, start + lastJump.distance);
    return end === -1 ? -1 : Math.max(start, end - lengthMax);
  }

  #canEnd(last: Stretch, from: number): boolean {
    const { steps, onlyJump, lengthMax } = last;
    if (steps.length === 0) return from <= this.length;
    if (onlyJump === null) {
      const range = { from: Math.max(from, this.length - lengthMax), to: this.length };
      return this.#walk(last, range, this.length) !== -1;
    }
    return from + onlyJump.distance <= this.length && this.rows.has(onlyJump.row, this.length);
  }

  /**
   * Where one first is behind a stretch who begins it anywhere in a range; or -1.
   * @param endMin positions below do not count
   */
  #walk({ steps, lengthMax }: Stretch, { from, to }: Range, endMin = from): number {
    if (from > this.length) return -1;
    // What is outside of these is of an earlier walk, and never looked at.
    const range = { from, to: Math.min(to + lengthMax, this.length) };
    fill(this.#reached, range, Math.min(to, this.length));
    for (const step of steps) {
      const source = this.#reached;
      const target = this.#next;
      clear(target, range);
      if (step === 'int') this.ints.jump(target, source, range);
      else for (const jump of step) this.rows.jump(target, source, jump, range);
      this.#reached = target;
      this.#next = source;
    }
    return firstFrom(this.#reached, endMin, range.to);
  }
}
