import type { PatternAutomaton, Step } from './pattern-automaton.js';

/** A place in a search, and how it was reached. */
interface Reached<Place> {
  readonly place: Place;
  readonly character: string;
  readonly from: Reached<Place> | null;
}

/** The shortest text that both automata take, or `null`. */
export function shortestCommonText(
  left: PatternAutomaton,
  right: PatternAutomaton,
  alphabet: readonly string[],
): string | null {
  type Pair = readonly [left: number, right: number];
  const found = searchBreadthFirst<Pair>([0, 0], {
    isGoal: ([l, r]) => l === left.accept && r === right.accept,
    next: ([l, r], character) =>
      targets(left.steps[l], character).flatMap((toLeft) =>
        targets(right.steps[r], character).map((toRight): Pair => [toLeft, toRight]),
      ),
    alphabet,
    placesMax: Number.POSITIVE_INFINITY,
  });
  return found.end === null ? null : textOf(found.end);
}

/**
 * Whether `inner` takes no text that `outer` refuses. `unknown` when that would take more than `placesMax` places to find out:
 * the sets of states that `outer` can be in may, for hostile patterns, be exponentially many.
 */
export function isContained(
  inner: PatternAutomaton,
  outer: PatternAutomaton,
  alphabet: readonly string[],
  placesMax: number,
): boolean | 'unknown' {
  const found = searchBeyond(inner, [outer], alphabet, placesMax);
  if (found.end !== null) return false;
  return found.complete ? true : 'unknown';
}

/** The shortest text that `inner` takes and all the others refuse; `null` when there is none, or none was found in `placesMax` places. */
export function shortestTextBeyond(
  inner: PatternAutomaton,
  others: readonly PatternAutomaton[],
  alphabet: readonly string[],
  placesMax: number,
): string | null {
  const { end } = searchBeyond(inner, others, alphabet, placesMax);
  return end === null ? null : textOf(end);
}

/** The state of the inner automaton, and all states that each of the others can be in. */
type Beyond = readonly [inner: number, ...others: readonly (readonly number[])[]];

function searchBeyond(
  inner: PatternAutomaton,
  others: readonly PatternAutomaton[],
  alphabet: readonly string[],
  placesMax: number,
): Found<Beyond> {
  return searchBreadthFirst<Beyond>([0, ...others.map(() => [0])], {
    isGoal: ([state, ...reached]) =>
      state === inner.accept &&
      !others.some(({ accept }, index) => reached[index]?.includes(accept)),
    next: ([state, ...reached], character) => {
      const toInner = targets(inner.steps[state], character);
      if (toInner.length === 0) return [];
      const toOthers = others.map(({ steps }, index) =>
        allTargets(steps, reached[index], character),
      );
      return toInner.map((to): Beyond => [to, ...toOthers]);
    },
    alphabet,
    placesMax,
  });
}

function allTargets(
  steps: PatternAutomaton['steps'],
  states: readonly number[] | undefined,
  character: string,
): readonly number[] {
  const all = new Set((states ?? []).flatMap((state) => targets(steps[state], character)));
  return [...all].toSorted((a, b) => a - b);
}

interface Search<Place> {
  readonly isGoal: (place: Place) => boolean;
  readonly next: (place: Place, character: string) => readonly Place[];
  readonly alphabet: readonly string[];
  readonly placesMax: number;
}

interface Found<Place> {
  readonly end: Reached<Place> | null;
  /** Every place was looked at. */
  readonly complete: boolean;
}

function searchBreadthFirst<Place extends readonly unknown[]>(
  start: Place,
  { isGoal, next, alphabet, placesMax }: Search<Place>,
): Found<Place> {
  const queue: Reached<Place>[] = [{ place: start, character: '', from: null }];
  const seen = new Set([start.join(':')]);
  // The queue grows while it is read.
  for (const reached of queue) {
    if (isGoal(reached.place)) return { end: reached, complete: true };
    if (queue.length > placesMax) return { end: null, complete: false };
    for (const character of alphabet) {
      const places = next(reached.place, character).filter((place) => isNew(seen, place.join(':')));
      queue.push(...places.map((place) => ({ place, character, from: reached })));
    }
  }
  return { end: null, complete: true };
}

function isNew(seen: Set<string>, key: string): boolean {
  const { size } = seen;
  return seen.add(key).size > size;
}

function targets(steps: readonly Step[] | undefined, character: string): readonly number[] {
  if (steps === undefined) return [];
  return steps.filter(({ on }) => on === null || on.includes(character)).map(({ to }) => to);
}

function textOf<Place>(end: Reached<Place>): string {
  const characters: string[] = [];
  for (let at: Reached<Place> | null = end; at !== null; at = at.from) {
    characters.unshift(at.character);
  }
  return characters.join('');
}
