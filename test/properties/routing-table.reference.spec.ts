import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { aRoute, POSTBACK, QUICK_REPLY, TAP } from '../support/a-route.js';
import { patternSources } from '../support/pattern-sources.js';
import { paramsOf, type ReferenceRoute, ReferenceTable } from '../support/reference-matcher.js';
import type { TapKind } from '../../src/postback/declared-route.js';
import { RoutingTable } from '../../src/postback/routing-table.js';

const SEED = 20261125;

/** Patterns of at most four parts, each of which can be one character: what two of them share or do not share shows in eight. */
const PARTS = ['a', 'a', '1', '0', '*', '*', '{}', '{int}', '{a|0}', '{1|10}', '{1|10|a}'];
const SHORT_TEXTS = textsUpTo(8, ['a', '1', '0']);
// A character that no pattern names.
const OTHER_TEXTS = textsUpTo(6, ['a', '1', '0', '7']);
const AROUND = textsUpTo(2, ['a', '1', '0']);
// The largest {n:int}: one digit more before or behind it, and only {x} still matches.
const LONG_TEXTS = AROUND.flatMap((before) =>
  AROUND.map((after) => `${before}${Number.MAX_SAFE_INTEGER}${after}`),
);
const TEXTS = [...new Set([...SHORT_TEXTS, ...OTHER_TEXTS, ...LONG_TEXTS])];
const reference = new ReferenceTable(TEXTS);

/** A digit before an `{n:int}` that can begin at several places: `relate` says of itself that it gives up on such patterns. */
const HARD = /[*}][01a]*[01]\{h\d:int\}/;
/** What chance seldom makes: two patterns that match the same in other words, and an int of which only the second place fits. */
const RARE = ['10*', '{h0:1|10}0*', '*a{h2:int}a*'];
/** What the sets are made of. That they are few lets the reference, which needs 10 ms to learn one, remember them. */
const SOURCES = [
  ...new Set([...fc.sample(patternSources(PARTS, 4), { seed: SEED, numRuns: 500 }), ...RARE]),
].filter((source) => !HARD.test(source));
/** Only a text in the middle tells them apart, so that all of a set are asked. */
const OPEN_SOURCES = SOURCES.filter((source) => /^[*{].*[*}][01a]+[*{].*[*}]$/.test(source));

interface Route extends ReferenceRoute {
  readonly kinds: readonly TapKind[];
}

interface Tapped {
  readonly kind: TapKind;
  /** Which route of the set the text is likely to be for, and which of the texts that it matches. */
  readonly route: number;
  readonly text: number;
}

/** How sets are made, and how many taps are tried on each. */
interface Sets {
  readonly sources: readonly string[];
  readonly kinds: readonly (readonly TapKind[])[];
  readonly routesMin: number;
  readonly routesMax: number;
  readonly taps: number;
}

const ANY = { sources: SOURCES, kinds: [POSTBACK, QUICK_REPLY, TAP], taps: 2 };
const PAIR = { ...ANY, routesMin: 2, routesMax: 2 };
const GROUP = { ...ANY, routesMin: 3, routesMax: 6 };
const CROWD = { sources: OPEN_SOURCES, kinds: [TAP], routesMin: 18, routesMax: 18, taps: 400 };

describe('a routing table, beside a slow matcher that tries everything', () => {
  it.each<[number, string, Sets]>([
    [90_000, 'two routes', PAIR],
    [9_980, 'three to five routes', GROUP],
    [20, 'eighteen routes that begin and end alike', CROWD],
  ])(
    'H9: has the same conflicts, winners and params for %i sets of %s',
    (numRuns, _routes, sets) => {
      const seen = new Map<string, number>();
      const count = (what: string) => seen.set(what, (seen.get(what) ?? 0) + 1);
      fc.assert(
        fc.property(routesOf(sets), tapsOn(sets), (routes, tapped) => {
          const taps = tapped.map((tap) => ({ kind: tap.kind, text: textOf(routes, tap) }));
          const expected = expectedOf(routes, taps);
          // As texts, and without expect: a hundred thousand times it would take longer than all the rest.
          const [is, shouldBe] = [actualOf(routes, taps), expected].map((each) =>
            JSON.stringify(each),
          );
          if (is !== shouldBe) throw new Error(`${is}\nshould be\n${shouldBe}`);
          for (const conflict of expected.conflicts) count(conflict.replace(/:.*/, ''));
          for (const { winner } of expected.outcomes)
            count(winner === null ? 'nobody' : 'somebody');
        }),
        // Many routes would be shrunk for minutes.
        { seed: SEED, numRuns, endOnFailure: sets === CROWD },
      );
      // All that can happen did, and often.
      expect([...seen.keys()].toSorted()).toEqual(['duplicate', 'nobody', 'shadow', 'somebody']);
      expect(Math.min(...seen.values())).toBeGreaterThan(100);
    },
    60_000,
  );
});

interface Tap {
  readonly kind: TapKind;
  readonly text: string;
}

interface Outcome {
  readonly text: string;
  readonly winner: string | null;
  readonly params: unknown;
}

interface Behaviour {
  readonly conflicts: readonly string[];
  readonly outcomes: readonly Outcome[];
}

function actualOf(routes: readonly Route[], taps: readonly Tap[]): Behaviour {
  const { table, findings } = RoutingTable.build(
    routes.map(({ source, kinds, label }) => aRoute(source, kinds, label)),
  );
  return {
    conflicts: findings
      .map(({ kind, routes: [a, b], witness }) => {
        const isShared = [a, b].every(({ pattern }) => paramsOf(pattern.source, witness) !== null);
        return conflict(isShared ? kind : `no witness of a ${kind}`, a.target, b.target);
      })
      .toSorted(),
    outcomes: taps.map(({ kind, text }) => {
      const found = table.match(kind, text);
      return { text, winner: found?.route.target ?? null, params: found?.params ?? null };
    }),
  };
}

function expectedOf(routes: readonly Route[], taps: readonly Tap[]): Behaviour {
  const pairs = routes.flatMap((a, i) => routes.slice(i + 1).map((b) => [a, b] as const));
  return {
    conflicts: pairs
      .flatMap(([a, b]) => {
        const finding = reference.findingOf(a, b);
        return finding === null ? [] : [conflict(finding, a.label, b.label)];
      })
      .toSorted(),
    outcomes: taps.map(({ kind, text }) => {
      const winner = reference.winnerOf(routes, kind, text);
      const params = winner === undefined ? null : paramsOf(winner.source, text);
      return { text, winner: winner?.label ?? null, params };
    }),
  };
}

const conflict = (kind: string, ...labels: readonly string[]): string =>
  `${kind}: ${labels.toSorted().join(', ')}`;

function routesOf({ sources, kinds, ...size }: Sets): fc.Arbitrary<readonly Route[]> {
  const route = fc.record({
    source: fc.constantFrom(...sources),
    kinds: fc.constantFrom(...kinds),
  });
  return fc
    .array(route, { minLength: size.routesMin, maxLength: size.routesMax })
    .map((all) => all.map((each, i) => ({ ...each, label: `handler ${i}` })));
}

function tapsOn({ taps }: Sets): fc.Arbitrary<readonly Tapped[]> {
  const tap = fc.record({
    kind: fc.constantFrom<TapKind>('postback', 'quick_reply'),
    route: fc.nat(1_000),
    text: fc.nat(),
  });
  return fc.array(tap, { minLength: taps, maxLength: taps });
}

/** A text that one of the routes matches; one time in five, any text. */
function textOf(routes: readonly Route[], { route, text }: Tapped): string {
  const source = route % 5 === 0 ? '*' : routes[route % routes.length]?.source;
  const texts = reference.textsOf(source ?? '*');
  // There are many more long ones than short ones, and they do not show more.
  return texts[text % Math.min(texts.length, route % 2 === 0 ? 300 : texts.length)] ?? '';
}

/** Shortest first. */
function textsUpTo(length: number, alphabet: readonly string[]): readonly string[] {
  const texts = [''];
  for (const text of texts) {
    if (text.length < length) texts.push(...alphabet.map((each) => text + each));
  }
  return texts;
}
