import { describe, expect, it } from '@jest/globals';
import { aRoute, POSTBACK, TAP } from '../../test/support/a-route.js';
import { printRoutes } from './routing-table.printer.js';
import { RoutingTable } from './routing-table.js';

describe('a printed routing table', () => {
  it('aligns its columns and stands in order of precedence', () => {
    expect(
      String(
        RoutingTable.build([
          aRoute('SUPPORT_*', TAP, 'S.route'),
          aRoute('BUY', POSTBACK, 'Shop.buy'),
        ]).table,
      ),
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
        'postback  PRODUCT_VERY_V…  ProductsHandle…  ….handlers.ts:57',
      ].join('\n'),
    );
    for (const line of String(RoutingTable.build([wide]).table).split('\n'))
      expect(line.length).toBeLessThan(101);
  });

  it('lets no control character of a pattern reach the terminal', () => {
    expect(printRoutes([aRoute('A\u001b[2JB')])).toContain('A\uFFFD[2JB');
  });

  it('is empty without routes', () => {
    expect(String(RoutingTable.build([]).table)).toBe('');
  });
});
