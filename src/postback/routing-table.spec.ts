import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { PayloadPattern } from '../messaging/index.js';
import type { DeclaredRoute, TapKind } from './declared-route.js';
import { printRoutes } from './routing-table.printer.js';
import { RoutingTable } from './routing-table.js';
import type { ConflictSeverity } from './routing-finding.js';

type Route = DeclaredRoute<string>;

const POSTBACK = ['postback'] as const;
const QUICK_REPLY = ['quick_reply'] as const;
const TAP = ['postback', 'quick_reply'] as const;

/** A route whose handler is called like its pattern, unless it is told otherwise. */
function aRoute(source: string, kinds: readonly TapKind[] = POSTBACK, label = source): Route {
  return {
    pattern: PayloadPattern.parse(source),
    kinds,
    definition: null,
    handler: { label, place: `src/shop/shop.handlers.ts:${source.length}` },
    target: label,
  };
}

const build = (...routes: readonly Route[]) => RoutingTable.build(routes);
const allowing = (severity: ConflictSeverity) => ({
  conflictPolicy: { duplicate: severity, shadow: severity },
});

describe('RoutingTable.match', () => {
  const { table, findings } = build(
    aRoute('*', QUICK_REPLY),
    aRoute('MENU_*', TAP),
    aRoute('MENU_{item}', TAP),
    aRoute('MENU_{item}', POSTBACK, 'postback only'),
    aRoute('MENU_{page:int}', TAP),
    aRoute('MENU_HELP', TAP),
    aRoute('MENU_HELP', QUICK_REPLY, 'quick help'),
    aRoute('FAQ_*_HELP'),
    aRoute('FAQ_*'),
  );

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
    const own = build(...names.map((name) => aRoute(name)), aRoute('valueOf_{__proto__}')).table;
    for (const name of names) expect(own.match('postback', name)?.route.target).toBe(name);
    expect(own.match('postback', 'valueOf_1')?.params['__proto__']).toBe('1');
  });

  it('knows only the kinds that its routes name', () => {
    expect(build(aRoute('A')).table.match('quick_reply', 'A')).toBeNull();
    expect(build().table.match('postback', 'A')).toBeNull();
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

describe('RoutingTable.build', () => {
  it('reports two handlers of one pattern', () => {
    const help = aRoute('SUPPORT_*', POSTBACK, 'OrdersHandlers.help');
    const route = aRoute('SUPPORT_*', POSTBACK, 'SupportHandlers.route');
    expect(build(route, help).findings).toEqual([
      {
        code: 'POSTBACK_CONFLICT',
        kind: 'duplicate',
        severity: 'error',
        witness: 'SUPPORT_',
        routes: [help, route],
        message: [
          'POSTBACK_CONFLICT: two handlers claim the payload "SUPPORT_*".',
          '  OrdersHandlers.help     src/shop/shop.handlers.ts:9',
          '  SupportHandlers.route   src/shop/shop.handlers.ts:9',
          'A tap has one handler. Narrow one pattern (for example "SUPPORT_ABC") or remove one decorator.',
        ].join('\n'),
      },
    ]);
  });

  it('reports two handlers of one text', () => {
    const [finding] = build(
      aRoute('BUY', POSTBACK, 'A.a'),
      aRoute('BUY', POSTBACK, 'B.bee'),
    ).findings;
    expect(finding?.message).toBe(
      [
        'POSTBACK_CONFLICT: two handlers claim the payload "BUY".',
        '  A.a     src/shop/shop.handlers.ts:3',
        '  B.bee   src/shop/shop.handlers.ts:3',
        'A tap has one handler. Change one pattern or remove one decorator.',
      ].join('\n'),
    );
  });

  it('reports patterns that cross, with a payload that both would get', () => {
    const [add, cart] = [aRoute('CART_{a}_ADD', TAP, 'A.add'), aRoute('CART_ADD_{b}', TAP, 'B.b')];
    expect(build(add, cart).findings).toEqual([
      {
        code: 'POSTBACK_CONFLICT',
        kind: 'shadow',
        severity: 'error',
        witness: 'CART_ADD_ADD',
        routes: [cart, add],
        message: [
          'POSTBACK_CONFLICT: two handlers claim the payload "CART_ADD_ADD".',
          '  B.b     "CART_ADD_{b}"   src/shop/shop.handlers.ts:12',
          '  A.add   "CART_{a}_ADD"   src/shop/shop.handlers.ts:12',
          'A tap has one handler. Change one pattern so that it does not match "CART_ADD_ADD" (a beginning of its own does) or remove one decorator.',
        ].join('\n'),
      },
    ]);
  });

  it('names the winner where the policy only warns, and calls things what the table is for', () => {
    const routes = [aRoute('*_B', POSTBACK, 'B.b'), aRoute('A_*', POSTBACK, 'A.a')];
    const [finding] = RoutingTable.build(routes, {
      ...allowing('warn'),
      words: { text: 'text', event: 'message' },
    }).findings;
    expect(finding).toMatchObject({ severity: 'warn' });
    expect(finding?.message).toBe(
      [
        'POSTBACK_CONFLICT: two handlers claim the text "A_B".',
        '  A.a   "A_*"   src/shop/shop.handlers.ts:3',
        '  B.b   "*_B"   src/shop/shop.handlers.ts:3',
        'A message has one handler. Change one pattern so that it does not match "A_B" (a beginning of its own does) or remove one decorator.',
        'Until then it goes to A.a.',
      ].join('\n'),
    );
  });

  it.each<[ConflictSeverity, ConflictSeverity, readonly string[]]>([
    ['error', 'error', ['duplicate error', 'shadow error']],
    ['warn', 'error', ['duplicate warn', 'shadow error']],
    ['off', 'warn', ['shadow warn']],
    ['error', 'off', ['duplicate error']],
    ['off', 'off', []],
  ])('reports under the policy duplicate %s, shadow %s: %j', (duplicate, shadow, reported) => {
    const routes = [aRoute('BUY'), aRoute('BUY', POSTBACK, 'other'), aRoute('A_*'), aRoute('*_B')];
    const { findings } = RoutingTable.build(routes, { conflictPolicy: { duplicate, shadow } });
    expect(findings.map(({ kind, severity }) => `${kind} ${severity}`)).toEqual(reported);
  });

  it('treats what the policy leaves out as an error', () => {
    const { findings } = RoutingTable.build([aRoute('A'), aRoute('A')], {
      conflictPolicy: { shadow: 'off' },
    });
    expect(findings).toMatchObject([{ kind: 'duplicate', severity: 'error' }]);
  });

  it('reports all findings, not the first only', () => {
    expect(
      build(aRoute('A'), aRoute('A'), aRoute('A'), aRoute('B*'), aRoute('*C')).findings,
    ).toHaveLength(4);
  });

  it.each<[string, Route, Route]>([
    ['other kinds', aRoute('A_*', POSTBACK), aRoute('*_B', QUICK_REPLY)],
    ['fewer kinds', aRoute('A_*', POSTBACK), aRoute('A_*', TAP)],
    ['a text in a pattern', aRoute('A_B'), aRoute('A_*')],
    ['a narrower pattern for more kinds', aRoute('A_{x}', TAP), aRoute('A_*', POSTBACK)],
    ['other beginnings', aRoute('A_*'), aRoute('B_*')],
  ])('has nothing against %s', (_what, a, b) => {
    expect(build(a, b).findings).toEqual([]);
  });

  it.each([
    [['*_B', 'A_*'], 'A_B', 'A_*'],
    [['A_*_C', 'A_B_*'], 'A_B_C', 'A_B_*'],
    [['{a}_x', 'x_{b}'], 'x_x', 'x_{b}'],
    [['*b*c', '*a*c*'], 'abc', '*a*c*'],
  ])('lets the longer literal prefix win, then the source, of %j', (sources, action, winner) => {
    const routes = sources.map((source) => aRoute(source));
    for (const declared of [routes, routes.toReversed()]) {
      const { table } = RoutingTable.build(declared, allowing('off'));
      expect(table.match('postback', action)?.route.target).toBe(winner);
    }
  });

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

describe('precedence', () => {
  const parts = fc.constantFrom('a', 'b', 'ab', '*', '{:}', '{:int}', '{:a|b}');
  const sources = fc.array(parts, { minLength: 1, maxLength: 4 }).map((all) => {
    const apart = all.filter((part, i) => !/[*{]/.test(part) || !/[*{]/.test(all[i - 1] ?? ''));
    return apart.map((part, i) => part.replace('{:}', `{h${i}}`).replace('{:', `{h${i}:`)).join('');
  });
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
              allowing('warn'),
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
          allowing('off'),
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

describe('a printed routing table', () => {
  it('aligns its columns and stands in order of precedence', () => {
    expect(
      String(build(aRoute('SUPPORT_*', TAP, 'S.route'), aRoute('BUY', POSTBACK, 'Shop.buy')).table),
    ).toBe(
      [
        'kinds                  pattern    handler   place',
        'postback               BUY        Shop.buy  src/shop/shop.handlers.ts:3',
        'postback, quick_reply  SUPPORT_*  S.route   src/shop/shop.handlers.ts:9',
      ].join('\n'),
    );
  });

  it('cuts what is too wide: a place at its beginning, all else at its end', () => {
    const wide = aRoute(`PRODUCT_${'VERY_'.repeat(8)}LONG_{id}`, POSTBACK, 'ProductsHandlers.view');
    expect(printRoutes([wide], 60)).toBe(
      [
        'kinds     pattern          handler          place',
        'postback  PRODUCT_VERY_V…  ProductsHandle…  …p.handlers.ts:56',
      ].join('\n'),
    );
    for (const line of String(build(wide).table).split('\n')) expect(line.length).toBeLessThan(101);
  });

  it('lets no control character of a pattern reach the terminal', () => {
    expect(printRoutes([aRoute('A\u001b[2JB')])).toContain('A\uFFFD[2JB');
  });
});
