import { describe, expect, it } from '@jest/globals';
import { anOpenDelivery } from '../../../test/support/an-open-delivery.js';
import type { Delivery } from './delivery.js';
import { DeliveryRecords } from './delivery-records.js';
import { parcelOf } from './parcel.js';

describe('DeliveryRecords', () => {
  it('know what a person did last, of each page, as far as it was to be told', () => {
    const records = new DeliveryRecords();
    records.add(anOpenDelivery(1));
    records.add(anOpenDelivery(2, { pageId: '2' }));
    records.add(anOpenDelivery(3, { cause: 'page' }));
    records.add(anOpenDelivery(4, { state: 'not-subscribed' }));
    expect(records.lastOf('1', '7')?.number).toBe(1);
    expect(records.lastOf('2', '7')?.number).toBe(2);
    expect(records.lastOf('1', '8')).toBeUndefined();
  });

  it('forget what a person did last with its record', () => {
    const records = new DeliveryRecords();
    records.add(anOpenDelivery(1));
    for (let number = 2; number <= 10_001; number += 1)
      records.add(anOpenDelivery(number, { psid: '8' }));
    expect([records.find(1), records.lastOf('1', '7')]).toEqual([undefined, undefined]);
    expect(records.lastOf('1', '8')?.number).toBe(10_001);
  });

  it('tell of every change, and of nothing else', () => {
    const records = new DeliveryRecords();
    const moving = anOpenDelivery(2);
    records.add(anOpenDelivery(1));
    const told: Delivery['state'][] = [];
    const stop = records.onChange(({ number, state }) => number === 2 && told.push(state));
    records.add(moving);
    const parcel = parcelOf(moving);
    records.written(parcel, { body: '{}', signature: 's' });
    records.attempted(parcel, { entryTimeMs: 1, status: 200, error: null });
    records.mark(parcel, 'delivered');
    stop();
    records.mark(parcel, 'waiting', 5);
    expect(told).toEqual(['pending', 'pending', 'pending', 'delivered']);
    expect(moving).toMatchObject({ body: '{}', attempts: [{ status: 200 }], nextAttemptMs: 5 });
  });
});
