import { describe, expect, it } from '@jest/globals';
import { aRoute, POSTBACK, QUICK_REPLY, TAP } from '../../test/support/a-route.js';
import { explainMatch } from './match-explanation.js';
import { RoutingTable } from './routing-table.js';

const ROUTES = [
  aRoute('VIEW_{id:int}'),
  aRoute('VIEW_*', TAP),
  aRoute('*', QUICK_REPLY),
  aRoute('VIEW_7'),
  aRoute('VIEWER_*'),
  aRoute('VIEW_{a}_OF_{b:int}_PIECES'),
  aRoute('BUY'),
];

function explain(action: string) {
  const { table } = RoutingTable.build(ROUTES, { conflictPolicy: { shadow: 'off' } });
  const { winner, losers, nearMisses } = explainMatch(table, 'postback', action);
  const named = (routes: typeof losers) =>
    routes.map(({ route, reason }) => `${route.pattern.source}: ${reason}`);
  return {
    winner: winner?.route.pattern.source,
    losers: named(losers),
    nearMisses: named(nearMisses),
  };
}

describe('an explanation of a match', () => {
  it('says why each other route that matches does not win', () => {
    expect(explain('VIEW_7')).toMatchObject({
      winner: 'VIEW_7',
      losers: [
        'VIEW_{id:int}: matches, but exact text comes first',
        'VIEW_*: matches, but exact text comes first',
        '*: matches, but @OnQuickReply takes no postbacks',
      ],
    });
    expect(explain('VIEW_8').losers).toEqual([
      'VIEW_*: matches, but is wider than the winner',
      '*: matches, but @OnQuickReply takes no postbacks',
    ]);
  });

  it('says why routes that begin alike do not match, the most alike first', () => {
    expect(explain('VIEWS').nearMisses).toEqual([
      'VIEW_7: is another text',
      'VIEWER_*: begins with "VIEWER_"',
      'VIEW_{a}_OF_{b:int}_PIECES: begins with "VIEW_"',
      'VIEW_{id:int}: begins with "VIEW_"',
      'VIEW_*: begins with "VIEW_"',
    ]);
    expect(explain('VIEWER').nearMisses[0]).toBe('VIEWER_*: begins with "VIEWER_"');
    expect(explain('VIEW_x_OF_y_PIECES').nearMisses).toContain(
      'VIEW_{a}_OF_{b:int}_PIECES: begins and ends like it, but the payload does not fit between',
    );
    expect(explain('VIEW_x_OF_7_PARTS').nearMisses).toContain(
      'VIEW_{a}_OF_{b:int}_PIECES: ends with "_PIECES"',
    );
  });

  it('leaves what two equal patterns share to the kinds they take, or to the policy', () => {
    const of = (...routes: Parameters<typeof RoutingTable.build<string>>[0]) => {
      const { table } = RoutingTable.build(routes, { conflictPolicy: { duplicate: 'off' } });
      return explainMatch(table, 'postback', 'A').losers.map(({ reason }) => reason);
    };
    expect(of(aRoute('A', POSTBACK, 'one'), aRoute('A', TAP, 'two'))).toEqual([
      'matches the same, but @OnPostback is narrower than @OnTap',
    ]);
    expect(of(aRoute('A', TAP, 'one'), aRoute('A', TAP, 'two'))).toEqual([
      'matches the same; which comes first is left to the conflict policy',
    ]);
  });
});
