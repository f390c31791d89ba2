import { describe, expect, it } from '@jest/globals';
import { funnelText, shareLabel, stagesOf } from './funnel.js';

const CAMPAIGN = {
  source: 'SHORTLINK',
  ref: 'EMAIL_MAY',
  adId: null,
  arrived: 1000,
  active: 333,
  goals: [{ name: 'return', people: 1 }],
  handlers: [],
};

describe('a funnel', () => {
  it('has a stage for each goal, also for those that nobody of the campaign reached', () => {
    expect(stagesOf(CAMPAIGN, ['cart', 'return'])).toEqual([
      { label: 'arrived', people: 1000, share: 1 },
      { label: 'active', people: 333, share: 0.333 },
      { label: 'cart', people: 0, share: 0 },
      { label: 'return', people: 1, share: 0.001 },
    ]);
  });

  it('can be told in words', () => {
    expect(funnelText(stagesOf(CAMPAIGN, ['return']))).toBe(
      'arrived 1000, active 333 (33 %), return 1 (<1 %)',
    );
  });

  it.each([
    [0, '0 %'],
    [0.001, '<1 %'],
    [0.666, '67 %'],
    [1, '100 %'],
  ])('shows a share of %d as %s', (share, label) => {
    expect(shareLabel(share)).toBe(label);
  });
});
