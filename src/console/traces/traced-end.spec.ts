import { inspect } from 'node:util';
import { describe, expect, it } from '@jest/globals';
import { aDeliveryItem, aPostback } from '../../../test/support/wire-samples.js';
import { parseItem } from '../../messaging/index.js';
import { tracedEndOf } from './traced-end.js';

const refuse = (): never => {
  throw new Error('private');
};

describe('tracedEndOf', () => {
  it.each([
    [
      'what throws when it is shown',
      { [inspect.custom]: refuse },
      '(a thrown object that cannot be shown)',
    ],
    ['what throws when it is looked at', new Proxy({}, { getPrototypeOf: refuse }), '{}'],
  ])('tells even of %s', (_what, error, shown) => {
    const { handlers, outcome } = tracedEndOf({
      key: 'k',
      event: parseItem(aDeliveryItem(aPostback())),
      attempt: 1,
      receivedAt: 1,
      outcomes: [],
      failure: { error, durationMs: 1, retryAt: null },
    });
    expect([outcome, handlers[0]?.error]).toEqual(['failed', shown]);
  });
});
