import { describe, expect, it } from '@jest/globals';
import { aRoute, POSTBACK, QUICK_REPLY, TAP } from '../../test/support/a-route.js';
import type { DeclaredRoute } from './declared-route.js';
import { RoutingTable } from './routing-table.js';
import type { ConflictSeverity } from './routing-finding.js';

type Route = DeclaredRoute<string>;

const build = (...routes: readonly Route[]) => RoutingTable.build(routes);

describe('the findings of a routing table', () => {
  it('reports two handlers of one pattern', () => {
    const help = aRoute('SUPPORT_*', POSTBACK, 'OrdersHandlers.help');
    const route = aRoute('SUPPORT_*', POSTBACK, 'SupportHandlers.route');
    expect(build(route, help).findings).toEqual([
      expect.objectContaining({
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
      }),
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
      expect.objectContaining({
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
      }),
    ]);
  });

  it('names the winner where the policy only warns, and calls things what the table is for', () => {
    const routes = [aRoute('*_B', POSTBACK, 'B.b'), aRoute('A_*', POSTBACK, 'A.a')];
    const [finding] = RoutingTable.build(routes, {
      conflictPolicy: { duplicate: 'warn', shadow: 'warn' },
      words: { text: 'text', event: 'message' },
    }).findings;
    expect(finding).toMatchObject({ severity: 'warn' });
    expect(finding?.message).toBe(
      [
        'POSTBACK_CONFLICT: two handlers claim the text "A_B".',
        '  A.a   "A_*"   src/shop/shop.handlers.ts:3',
        '  B.b   "*_B"   src/shop/shop.handlers.ts:3',
        'A message has one handler. Change one pattern so that it does not match "A_B" (a beginning of its own does) or remove one decorator. Until then it goes to A.a.',
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
});
