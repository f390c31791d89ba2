import { describe, expect, it } from '@jest/globals';
import { redactPayload, wordsOf } from './redact-payload.js';

const WORDS = wordsOf(['order:', ':for:', 'product-', 'V2']);

describe('redactPayload', () => {
  it.each([
    ['PRODUCT_VEIW_456', 'PRODUCT_VEIW_#'],
    ['MENU_SUPPORT_V2', 'MENU_SUPPORT_V2'],
    ['order:7:for:Ada', 'order:#:for:…'],
    ['GREET_Ada Lovelace', 'GREET_… …'],
    ['ada@example.com', '…@….…'],
    ['+49 30 123456', '+# # #'],
    ['a1b2c3d4', '…'],
    ['NAME_ÄDA', 'NAME_…'],
    ['MOOD_😀\u0000\n', 'MOOD_   '],
    ['{"action":"BUY","to":"Ada","x y":1,"qty":2}', '{"action":"BUY","to":…,…:…,"qty":…}'],
    ['{"to":"Ada"}', '{"…":"…"}'],
    ['', ''],
    ['A_'.repeat(100), `${'A_'.repeat(59)}A…`],
  ])('shows %j as %j', (payload, sample) => {
    expect(redactPayload(payload, WORDS)).toBe(sample);
  });
});
