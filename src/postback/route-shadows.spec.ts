import { describe, expect, it } from '@jest/globals';
import { aRoute, POSTBACK, QUICK_REPLY, TAP } from '../../test/support/a-route.js';
import type { DeclaredRoute } from './declared-route.js';
import { RoutingTable } from './routing-table.js';

const shadowed = (...routes: readonly DeclaredRoute<string>[]): readonly string[] =>
  RoutingTable.build(routes).shadowed.map(({ message }) => message);

describe('a route that better ones take everything from', () => {
  it('is reported with those that do', () => {
    const routes = [
      aRoute('ANSWER_{x:yes|no}', POSTBACK, 'A.either'),
      aRoute('ANSWER_yes', TAP, 'A.yes'),
      aRoute('ANSWER_no', POSTBACK, 'A.no'),
    ];
    expect(shadowed(...routes)).toEqual([
      [
        'ROUTE_SHADOWED: A.either never runs: better patterns take all that "ANSWER_{x:yes|no}" matches.',
        '  A.either   "ANSWER_{x:yes|no}"   src/shop/shop.handlers.ts:17',
        '  A.no       "ANSWER_no"           src/shop/shop.handlers.ts:9',
        '  A.yes      "ANSWER_yes"          src/shop/shop.handlers.ts:10',
        'Remove its decorator, or the ones that take everything from it.',
      ].join('\n'),
    ]);
  });

  it.each<[string, readonly DeclaredRoute<string>[], number]>([
    [
      'by one handler for each kind',
      [aRoute('A', TAP), aRoute('A', POSTBACK), aRoute('A', QUICK_REPLY)],
      1,
    ],
    ['of one kind only', [aRoute('A', TAP), aRoute('A', POSTBACK)], 0],
    ['by a text and the rest', [aRoute('A*'), aRoute('A'), aRoute('A{id}')], 1],
    ['but for one choice', [aRoute('A_{x:a|b}'), aRoute('A_a')], 0],
    ['but for an empty end', [aRoute('A_*'), aRoute('A_{id}')], 0],
    ['by handlers of another kind', [aRoute('A_{x:a|b}'), aRoute('A_{y}', QUICK_REPLY)], 0],
  ])('%s', (_what, routes, count) => {
    expect(shadowed(...routes)).toHaveLength(count);
  });

  it('is no second finding beside a conflict of two that match the same', () => {
    expect(shadowed(aRoute('A', POSTBACK, 'A.a'), aRoute('A', POSTBACK, 'B.b'))).toEqual([]);
  });

  it('is as grave as the policy for overlaps says', () => {
    const routes = [aRoute('A', TAP), aRoute('A', POSTBACK), aRoute('A', QUICK_REPLY)];
    const severities = (['error', 'warn', 'off'] as const).map((shadow) =>
      RoutingTable.build(routes, { conflictPolicy: { shadow } }).shadowed.map(
        ({ severity }) => severity,
      ),
    );
    expect(severities).toEqual([['error'], ['warn'], []]);
  });
});
