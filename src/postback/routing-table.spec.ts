import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { aRoute, POSTBACK, QUICK_REPLY, TAP } from '../../test/support/a-route.js';
import { patternSources } from '../../test/support/pattern-sources.js';
import type { PayloadPattern } from '../messaging/index.js';
import type { TapKind } from './declared-route.js';
import { RoutingTable } from './routing-table.js';

const WARN = { conflictPolicy: { duplicate: 'warn', shadow: 'warn' } } as const;
const OFF = { conflictPolicy: { duplicate: 'off', shadow: 'off' } } as const;

describe('RoutingTable.match', () => {
  const { table, findings } = RoutingTable.build([
    aRoute('*', QUICK_REPLY),
    aRoute('MENU_*', TAP),
    aRoute('MENU_{item}', TAP),
    aRoute('MENU_{item}', POSTBACK, 'postback only'),
    aRoute('MENU_{page:int}', TAP),
    aRoute('MENU_HELP', TAP),
    aRoute('MENU_HELP', QUICK_REPLY, 'quick help'),
    aRoute('FAQ_*_HELP'),
    aRoute('FAQ_*'),
  ]);

  it('has no findings where every overlap is settled', () => {
    expect(findings).toEqual([]);
  });

  it.each<[TapKind, string, string | null, Record<string, unknown>]>([
    ['postback', 'MENU_HELP', 'MENU_HELP', {}],
    ['quick_reply', 'MENU_HELP', 'quick help', {}],
    ['postback', 'MENU_7', 'MENU_{page:int}', { page: 7 }],
    ['postback', 'MENU_07', 'postback only', { item: '07' }],
    ['quick_reply', 'MENU_07', 'MENU_{item}', { item: '07' }],
    ['postback', 'MENU_', 'MENU_*', {}],
    ['postback', 'FAQ_PAY_HELP', 'FAQ_*_HELP', {}],
    ['postback', 'FAQ_HELP', 'FAQ_*', {}],
    ['quick_reply', 'FAQ_HELP', '*', {}],
    ['quick_reply', '', '*', {}],
    ['postback', 'menu_help', null, {}],
    ['postback', '', null, {}],
    ['postback', 'constructor', null, {}],
    ['postback', '__proto__', null, {}],
    ['postback', 'toString', null, {}],
    ['postback', 'hasOwnProperty', null, {}],
    ['postback', '{"a":1}', null, {}],
    ['postback', 'x'.repeat(1000), null, {}],
    ['postback', '\u0000', null, {}],
  ])('gives the %s "%s" to %s', (kind, action, target, params) => {
    const found = table.match(kind, action);
    expect(found && found.route.target).toBe(target);
    expect({ ...found?.params }).toEqual(params);
  });

  it('takes the names of Object.prototype as ordinary payloads', () => {
    const names = ['__proto__', 'constructor', 'toString'];
    const routes = [...names, 'valueOf_{__proto__}'].map((name) => aRoute(name));
    const own = RoutingTable.build(routes).table;
    for (const name of names) expect(own.match('postback', name)?.route.target).toBe(name);
    expect(own.match('postback', 'valueOf_1')?.params['__proto__']).toBe('1');
  });

  it('knows only the kinds that its routes name', () => {
    expect(RoutingTable.build([aRoute('A')]).table.match('quick_reply', 'A')).toBeNull();
    expect(RoutingTable.build([]).table.match('postback', 'A')).toBeNull();
  });

  it('serves other kinds of event too', () => {
    const route = { ...aRoute('hi*'), kinds: ['text', 'edit'] } as const;
    const { table: texts } = RoutingTable.build<string, 'text' | 'edit'>([route]);
    expect(texts.match('text', 'hi there')?.route).toBe(route);
  });

  it('is frozen', () => {
    expect(Object.isFrozen(table)).toBe(true);
    expect(Object.isFrozen(table.routes)).toBe(true);
  });
});

describe('precedence', () => {
  it.each([
    [['*_B', 'A_*'], 'A_B', 'A_*'],
    [['A_*_C', 'A_B_*'], 'A_B_C', 'A_B_*'],
    [['{a}_x', 'x_{b}'], 'x_x', 'x_{b}'],
    [['*b*c', '*a*c*'], 'abc', '*a*c*'],
  ])('lets the longer literal prefix win, then the source, of %j', (sources, action, winner) => {
    const routes = sources.map((source) => aRoute(source));
    for (const declared of [routes, routes.toReversed()]) {
      const { table } = RoutingTable.build(declared, OFF);
      expect(table.match('postback', action)?.route.target).toBe(winner);
    }
  });

  const sources = patternSources(['a', 'b', 'ab', '*', '{}', '{int}', '{a|b}'], 4);
  const routes = fc.uniqueArray(fc.tuple(sources, fc.constantFrom(POSTBACK, QUICK_REPLY, TAP)), {
    minLength: 2,
    maxLength: 8,
    selector: ([source, kinds]) => `${source} ${kinds.join()}`,
  });
  const texts = ['', 'a', 'b', 'ab', 'ba', 'aa', 'aab', 'abab', '7', 'a7b', 'bb7', 'x', 'axb'];

  it('does not depend on the order of declaration', () => {
    fc.assert(
      fc.property(
        routes.chain((all) =>
          fc.tuple(fc.constant(all), fc.shuffledSubarray(all, { minLength: all.length })),
        ),
        ([one, other]) => {
          const [a, b] = [one, other].map((all) =>
            RoutingTable.build(
              all.map(([source, kinds]) => aRoute(source, kinds)),
              WARN,
            ),
          );
          expect(b?.table.toString()).toBe(a?.table.toString());
          expect(b?.findings.map(({ message }) => message)).toEqual(
            a?.findings.map(({ message }) => message),
          );
        },
      ),
      { seed: 20261123, numRuns: 500 },
    );
  });

  it('finds the first route in order whose pattern matches, as asking them one by one would', () => {
    fc.assert(
      fc.property(routes, fc.constantFrom<TapKind>('postback', 'quick_reply'), (all, kind) => {
        const { table } = RoutingTable.build(
          all.map(([source, kinds]) => aRoute(source, kinds)),
          OFF,
        );
        for (const text of texts) {
          const first = table.routes.find(
            ({ kinds, pattern }) => kinds.includes(kind) && pattern.match(text) !== null,
          );
          expect(table.match(kind, text)?.route).toBe(first);
          expect(table.match(kind, text)?.params).toEqual(first?.pattern.match(text) ?? undefined);
        }
      }),
      { seed: 20261123, numRuns: 1_000 },
    );
  });
});

describe('RoutingTable.build', () => {
  it('compares only patterns that could share a text: ten thousand prefixes take no longer than sorting', () => {
    const routes = Array.from({ length: 10_000 }, (_, i) => {
      const route = aRoute(`FEATURE_${i}_{id}`);
      return { ...route, pattern: countingKinds(route.pattern) };
    });
    touched = 0;
    expect(RoutingTable.build([...routes, aRoute('*')]).findings).toEqual([]);
    // Quadratic would be 50 million.
    expect(touched).toBeLessThan(1_000_000);
  });
});

/** How often the segments of a counted pattern were looked at. */
let touched = 0;
function countingKinds(pattern: PayloadPattern): PayloadPattern {
  return new Proxy(pattern, {
    get(target, key) {
      touched += 1;
      const value: unknown = Reflect.get(target, key, target);
      return typeof value === 'function' ? (value.bind(target) as unknown) : value;
    },
  });
}
