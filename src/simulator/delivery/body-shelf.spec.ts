import { expect, it } from '@jest/globals';
import { BodyShelf } from './body-shelf.js';
import type { OpenDelivery } from './delivery.js';

function aDelivery(number: number): OpenDelivery {
  return {
    number,
    atMs: 0,
    pageId: '1',
    psid: null,
    cause: 'person',
    seq: null,
    list: 'messaging',
    items: [],
    state: 'pending',
    silence: null,
    attempts: [],
    nextAttemptMs: null,
    body: null,
    signature: null,
  };
}

it('keeps the newest bodies, as many as fit, and always the last', () => {
  const shelf = new BodyShelf(10);
  const [first, second, third] = [aDelivery(1), aDelivery(2), aDelivery(3)] as const;
  shelf.put(first, '12345');
  shelf.put(second, '1234');
  shelf.put(first, '123456');
  expect([first.body, second.body]).toEqual(['123456', '1234']);
  shelf.put(third, '12');
  expect([first.body, second.body, third.body]).toEqual(['123456', null, '12']);
  shelf.put(second, '12345678901');
  expect([first.body, second.body, third.body]).toEqual([null, '12345678901', null]);
});
