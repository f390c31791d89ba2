import { describe, expect, it } from '@jest/globals';
import { aRoute } from '../../test/support/a-route.js';
import { nearestRoutes } from './nearest-routes.js';

const near = (action: string, ...sources: string[]): string[] =>
  nearestRoutes(
    action,
    sources.map((source) => aRoute(source)),
  ).map(({ pattern }) => pattern.source);

describe('the routes nearest to a payload that nobody takes', () => {
  it.each([
    ['two letters swapped', 'PRODUCT_VEIW_7', 'PRODUCT_VIEW_{id}'],
    ['a letter missing', 'PRODUCT_VEW_7', 'PRODUCT_VIEW_{id}'],
    ['another case', 'HELP_me', 'HELP_ME'],
    ['an ending too much', 'HELP_ME_7', 'HELP_ME'],
    ['a value that does not fit', 'ORDER_seven_paid', 'ORDER_{id:int}_PAID'],
  ])('are found in spite of %s', (_, action, source) => {
    expect(near(action, 'SOMETHING_ELSE', source)).toEqual([source]);
  });

  it('are the nearest three, the nearest first', () => {
    expect(near('MENU_AAAA', 'MENU_ABBB', 'MENU_AAAB', 'MENU_AAAAA', 'MENU_AABB')).toEqual([
      'MENU_AAAB',
      'MENU_AAAAA',
      'MENU_AABB',
    ]);
  });

  it('are none when everything is far away, and never the one that takes everything', () => {
    expect(near('GOODBYE', 'HELLO_{name}', '*')).toEqual([]);
  });
});
