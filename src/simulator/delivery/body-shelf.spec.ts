import { expect, it } from '@jest/globals';
import { anOpenDelivery } from '../../../test/support/an-open-delivery.js';
import { BodyShelf } from './body-shelf.js';

it('keeps the newest bodies, as many as fit, and always the last', () => {
  const shelf = new BodyShelf(10);
  const [first, second, third] = [anOpenDelivery(1), anOpenDelivery(2), anOpenDelivery(3)] as const;
  shelf.put(first, '12345');
  shelf.put(second, '1234');
  shelf.put(first, '123456');
  expect([first.body, second.body]).toEqual(['123456', '1234']);
  shelf.put(third, '12');
  expect([first.body, second.body, third.body]).toEqual(['123456', null, '12']);
  shelf.put(second, '12345678901');
  expect([first.body, second.body, third.body]).toEqual([null, '12345678901', null]);
});
