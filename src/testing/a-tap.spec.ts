import { describe, expect, it } from '@jest/globals';
import { anArrival, aTap } from './a-tap.js';

describe('aTap', () => {
  it('makes up everything but the payload', async () => {
    const tap = aTap({ payload: 'HELP' });
    expect(tap).toMatchObject({ payload: 'HELP', action: 'HELP', params: {}, kind: 'postback' });
    expect(await tap.once('step', () => 7)).toBe(7);
  });

  it('reads a JSON payload as the dispatcher does', () => {
    const payload = '{"action":"ADD","qty":2}';
    expect(aTap({ payload })).toMatchObject({ action: 'ADD', data: { action: 'ADD', qty: 2 } });
    expect(aTap({ payload, data: { qty: 3 } })).toMatchObject({ action: 'ADD', data: { qty: 3 } });
  });

  it('gives the same key to the same tap of the same person, unless told otherwise', () => {
    const keyOf = (userId: string, payload: string): string => aTap({ payload, userId }).key;
    expect(keyOf('1', 'HELP')).toMatch(/^[0-9a-f]{64}$/);
    expect(keyOf('1', 'HELP')).toBe(keyOf('1', 'HELP'));
    expect(keyOf('2', 'HELP')).not.toBe(keyOf('1', 'HELP'));
    expect(aTap({ payload: 'HELP', key: 'again' }).key).toBe('again');
  });
});

describe('anArrival', () => {
  it('comes by a link with this ref', () => {
    expect(anArrival('EMAIL_MAY', { campaign: 'MAY' })).toMatchObject({
      params: { campaign: 'MAY' },
      referral: { ref: 'EMAIL_MAY', source: 'SHORTLINK' },
    });
  });
});
