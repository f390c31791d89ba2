import { describe, expect, it } from '@jest/globals';
import { isAnswered, RunningConsole } from '../../../test/support/console.js';
import type { CampaignsReport, Trace } from '../contract.js';

describe('campaigns', () => {
  it('tell what they led to, by the first or the last arrival of people', async () => {
    const on = await RunningConsole.start();
    const isOver = ({ outcome }: Trace): boolean => outcome !== 'pending';
    await on.trace(await on.act({ kind: 'get-started' }), isAnswered);
    await on.trace(await on.act({ kind: 'arrive', ref: 'EMAIL_MAY' }), isOver);
    const payload = '{"action":"ADD_TO_CART","productId":"SKU-101","qty":1}';
    await on.trace(await on.act({ kind: 'tap', payload, title: 'Add', mid: null }), isAnswered);
    const told = await on.get<CampaignsReport>('campaigns?days=7&touch=first');
    expect(told).toEqual({
      count: 1,
      goals: ['cart'],
      campaigns: [
        {
          source: 'SHORTLINK',
          ref: 'EMAIL_MAY',
          adId: null,
          arrived: 1,
          active: 1,
          goals: [{ name: 'cart', people: 1 }],
          handlers: [{ name: 'ProductsHandlers.add', people: 1 }],
        },
      ],
    });
    expect(await on.get('campaigns')).toEqual(told);
    await on.close();
  });
});
