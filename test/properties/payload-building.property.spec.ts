import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { aRoute } from '../support/a-route.js';
import { patternSources } from '../support/pattern-sources.js';
import { PayloadBuildError } from '../../src/messaging/payload-build.errors.js';
import { PayloadPattern } from '../../src/messaging/payload-pattern.js';
import { PayloadRivals } from '../../src/messaging/payload-rivals.js';
import type { PatternSegment } from '../../src/messaging/pattern-segment.js';
import type { Params } from '../../src/messaging/tap.js';
import { relate } from '../../src/messaging/relation/pattern-relation.js';
import { buildTextPayload } from '../../src/messaging/text-payload.builder.js';
import { RoutingTable } from '../../src/postback/routing-table.js';

const SEED = 20261124;
const NO_RIVALS = { takerOf: () => null };

/** Patterns that say what stands everywhere, so that payloads can be built from them. */
const closedPattern = patternSources(['a', 'b_', '_', '1', '{}', '{int}', '{a|ab|1}'], 5).map(
  (source) => PayloadPattern.parse(source),
);
/** Texts that are likely to match, to be split in several ways, and to be refused. */
const text = fc.string({ unit: fc.constantFrom('a', 'b', '_', '1', '0'), maxLength: 6 });

const values = fc.record({
  string: fc.array(text, { minLength: 5, maxLength: 5 }),
  int: fc.nat(12),
});

/** A value for each hole, mostly of its type. */
function paramsFor(
  { segments }: PayloadPattern,
  { string, int }: { readonly string: readonly string[]; readonly int: number },
): Params {
  const valueOf = (segment: PatternSegment, index: number): string | number => {
    if (segment.kind === 'int') return int;
    if (segment.kind === 'choice') return segment.choices[int % segment.choices.length] ?? '';
    return string[index % string.length] ?? '';
  };
  return Object.fromEntries(
    segments.flatMap((segment, index) =>
      'name' in segment ? [[segment.name, valueOf(segment, index)]] : [],
    ),
  );
}

function builtOrNull(build: () => string): string | null {
  try {
    return build();
  } catch (error) {
    if (error instanceof PayloadBuildError) return null;
    throw error;
  }
}

/** What stands in the places of the holes, one after the other. */
function joined({ segments }: PayloadPattern, params: Params): string {
  return segments
    .map((segment) => {
      if (segment.kind === 'text') return segment.text;
      return 'name' in segment ? String(params[segment.name]) : '';
    })
    .join('');
}

describe('building and matching', () => {
  it('undo each other for every value that is accepted, and only a value that comes back is', () => {
    const seen = { built: 0, refused: 0 };
    fc.assert(
      fc.property(closedPattern, values, (pattern, all) => {
        const params = paramsFor(pattern, all);
        const built = builtOrNull(() => buildTextPayload(pattern, params, NO_RIVALS));
        const back = pattern.match(joined(pattern, params));
        const comesBack = Object.entries(params).every(([name, value]) => back?.[name] === value);
        const isFilled = Object.values(params).every((value) => value !== '');
        expect(built).toBe(comesBack && isFilled ? joined(pattern, params) : null);
        seen[built === null ? 'refused' : 'built'] += 1;
      }),
      { seed: SEED, numRuns: 30_000 },
    );
    expect(Math.min(seen.built, seen.refused)).toBeGreaterThan(1_000);
  });

  it('undo each other for every payload that matches', () => {
    let matched = 0;
    fc.assert(
      fc.property(closedPattern, text, (pattern, payload) => {
        const params = pattern.match(payload);
        if (params === null) return;
        matched += 1;
        expect(buildTextPayload(pattern, params, NO_RIVALS)).toBe(payload);
      }),
      { seed: SEED, numRuns: 100_000 },
    );
    expect(matched).toBeGreaterThan(3_000);
  });

  it('leave no payload to another definition', () => {
    const seen = { ours: 0, refused: 0 };
    const patterns = fc.uniqueArray(closedPattern, {
      minLength: 2,
      maxLength: 4,
      selector: ({ source }) => source,
    });
    fc.assert(
      fc.property(patterns, values, (all, facts) => {
        const declared = all.map((pattern) => ({
          definition: { pattern, accepted: [], shape: null },
          frame: '',
        }));
        const routes = all.map(({ source }) => aRoute(source));
        const { table } = RoutingTable.build(routes);
        for (const pattern of all) {
          const rivals = new PayloadRivals(pattern, () => declared);
          const params = paramsFor(pattern, facts);
          const payload = builtOrNull(() => buildTextPayload(pattern, params, rivals));
          if (payload === null) {
            seen.refused += 1;
            continue;
          }
          seen.ours += 1;
          const winner = table.match('postback', payload)?.route.pattern;
          // Two patterns that match the same are two definitions of one payload: either may be asked.
          expect(winner && relate(winner, pattern).verdict).toBe('equal');
        }
      }),
      { seed: SEED, numRuns: 5_000 },
    );
    expect(Math.min(seen.ours, seen.refused)).toBeGreaterThan(1_000);
  });
});
