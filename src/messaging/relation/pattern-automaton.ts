import type { PatternSegment } from '../pattern-segment.js';
import type { PayloadPattern } from '../payload-pattern.js';

/** One move on one character. */
export interface Step {
  /** The characters it takes; `null` takes any. */
  readonly on: string | null;
  readonly to: number;
}

/** The texts of a pattern as a graph: a text matches when its characters lead from state 0 to `accept`. */
export interface PatternAutomaton {
  readonly steps: readonly (readonly Step[])[];
  readonly accept: number;
}

const cache = new WeakMap<PayloadPattern, PatternAutomaton>();

/** The automaton of a pattern. Characters are code points. Each pattern is compiled once. */
export function automatonOf(pattern: PayloadPattern): PatternAutomaton {
  const known = cache.get(pattern);
  if (known !== undefined) return known;
  const graph = new Graph();
  const accept = pattern.segments.reduce((at, segment) => graph.append(at, segment), 0);
  const automaton = { steps: graph.steps, accept };
  cache.set(pattern, automaton);
  return automaton;
}

const DIGITS = '0123456789';
const LARGEST_INT = String(Number.MAX_SAFE_INTEGER);

class Graph {
  readonly steps: Step[][] = [[]];

  /** Adds what a segment matches, from the state `at`; returns the state behind it. */
  append(at: number, segment: PatternSegment): number {
    switch (segment.kind) {
      case 'text':
        return this.#appendText(at, segment.text, this.#newState());
      case 'star':
        this.#connect(at, null, at);
        return at;
      case 'string':
        return this.append(this.#appendAny(at), { kind: 'star' });
      case 'choice': {
        const end = this.#newState();
        for (const choice of segment.choices) this.#appendText(at, choice, end);
        return end;
      }
      case 'int':
      default:
        return this.#appendInt(at);
    }
  }

  #appendAny(at: number): number {
    const end = this.#newState();
    this.#connect(at, null, end);
    return end;
  }

  #appendText(start: number, text: string, end: number): number {
    const characters = Array.from(text);
    const last = characters.pop() ?? '';
    let at = start;
    for (const character of characters) {
      const next = this.#newState();
      this.#connect(at, character, next);
      at = next;
    }
    this.#connect(at, last, end);
    return end;
  }

  /**
   * Adds the digits from 0 to the largest safe integer, without leading zeros: while they are those of the largest, every digit
   * must be compared with its digit; from the first smaller one on, all 16 digits are free; from the first larger one on, 15 are.
   */
  #appendInt(start: number): number {
    const end = this.#newState();
    const free = this.#freeDigits(end);
    this.#connect(start, '0', end);
    let at = start;
    for (const [index, digit] of Array.from(LARGEST_INT).entries()) {
      const left = LARGEST_INT.length - 1 - index;
      const smaller = DIGITS.slice(index === 0 ? 1 : 0, Number(digit));
      const larger = DIGITS.slice(Number(digit) + 1);
      this.#connectAll(at, smaller, [end, free[left]]);
      if (left > 0) this.#connectAll(at, larger, [end, free[left - 1]]);
      const next = left > 0 ? this.#newState() : undefined;
      this.#connectAll(at, digit, [end, next]);
      at = next ?? at;
    }
    return end;
  }

  /** The states after which up to n more digits may follow, by n. After none there is only the end. */
  #freeDigits(end: number): readonly (number | undefined)[] {
    const free: (number | undefined)[] = [undefined];
    for (let left = 1; left < LARGEST_INT.length; left += 1) {
      const state = this.#newState();
      this.#connectAll(state, DIGITS, [end, free[left - 1]]);
      free.push(state);
    }
    return free;
  }

  #connectAll(from: number, on: string, states: readonly (number | undefined)[]): void {
    if (on === '') return;
    for (const to of states) if (to !== undefined) this.#connect(from, on, to);
  }

  #connect(from: number, on: string | null, to: number): void {
    this.steps[from]?.push({ on, to });
  }

  #newState(): number {
    return this.steps.push([]) - 1;
  }
}
