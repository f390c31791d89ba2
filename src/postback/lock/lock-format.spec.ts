import { describe, expect, it } from '@jest/globals';
import { parseLock, printLock } from './lock-format.js';
import type { LockedPayload, PayloadLock } from './payload-lock.js';

const PATH = 'payloads.lock.json';

const LOCK: PayloadLock = {
  payloads: [
    {
      pattern: 'ADD_TO_CART',
      handlers: { postback: 'CartHandlers.add', quick_reply: 'CartHandlers.add' },
      data: { productId: ['isString'], 'qty?': ['isInt', 'max(99)'] },
    },
    {
      pattern: 'SALE_{year:int}',
      handlers: { postback: 'SaleHandlers.view' },
      retired: { reply: 'The sale is over.' },
    },
  ],
};

const TEXT = `{
  "lockfileVersion": 1,
  "payloads": [
    {
      "pattern": "ADD_TO_CART",
      "handlers": {
        "postback": "CartHandlers.add",
        "quick_reply": "CartHandlers.add"
      },
      "data": {
        "productId": [
          "isString"
        ],
        "qty?": [
          "isInt",
          "max(99)"
        ]
      }
    },
    {
      "pattern": "SALE_{year:int}",
      "handlers": {
        "postback": "SaleHandlers.view"
      },
      "retired": {
        "reply": "The sale is over."
      }
    }
  ]
}
`;

const anEntry = (fields: object): string =>
  JSON.stringify({
    lockfileVersion: 1,
    payloads: [{ pattern: 'A', handlers: { postback: 'A.a' }, ...fields }],
  });

describe('a printed lock', () => {
  it('has one line a fact', () => {
    expect(printLock(LOCK)).toBe(TEXT);
  });

  it('is the same whatever order its payloads come in', () => {
    expect(printLock({ payloads: LOCK.payloads.toReversed() })).toBe(TEXT);
  });

  it('is read as what was printed', () => {
    expect(parseLock(TEXT, PATH)).toEqual(LOCK);
    expect(printLock(parseLock(TEXT, PATH))).toBe(TEXT);
  });

  it.each(['__proto__', 'constructor', '7'])('keeps the payload %s like any other', (pattern) => {
    const payload: LockedPayload = { pattern, handlers: { postback: 'A.a' } };
    expect(parseLock(printLock({ payloads: [payload] }), PATH).payloads).toEqual([payload]);
  });

  it('keeps a reply with buttons', () => {
    const retired = {
      reply: {
        kind: 'buttons',
        text: 'The sale is over.',
        buttons: [{ type: 'postback', title: 'All products', payload: 'PRODUCTS_BROWSE' }],
      },
    };
    expect(parseLock(anEntry({ retired }), PATH).payloads[0]?.retired).toEqual(retired);
  });
});

describe('a lock that cannot be read', () => {
  const MEND =
    'Mend it by hand, or take it from the last commit and lock again. It was left as it is.';

  it.each<[string, string, string]>([
    ['is no object', '[]', 'has no object where the file should be.'],
    ['is of another version', '{"lockfileVersion":2}', 'has "lockfileVersion" 2, not 1.'],
    ['has no payloads', '{"lockfileVersion":1}', 'has no list "payloads".'],
    [
      'has a field that nobody knows',
      anEntry({ retird: {} }),
      'has an unknown field "retird" in entry 1.',
    ],
    ['names no pattern', anEntry({ pattern: 7 }), 'has no "pattern" in entry 1.'],
    ['names no handler', anEntry({ handlers: {} }), 'names no handler in "A".'],
    [
      'names a kind of tap that is none',
      anEntry({ handlers: { click: 'A.a' } }),
      'has an unknown field "click" in "handlers" of "A".',
    ],
    [
      'names a handler that is no text',
      anEntry({ handlers: { postback: 7 } }),
      'names no handler for postback in "A".',
    ],
    [
      'has rules that are no list',
      anEntry({ data: { qty: 'isInt' } }),
      'has no list of rules for "qty" of "A".',
    ],
    [
      'retires a payload without a reply',
      anEntry({ retired: {} }),
      'has a "reply" that cannot be sent in "A": it is neither a text nor a reply.',
    ],
    [
      'has two entries that match the same',
      JSON.stringify({
        lockfileVersion: 1,
        payloads: ['A_{id}', 'A_{orderId}'].map((pattern) => ({
          pattern,
          handlers: { postback: 'A.a' },
        })),
      }),
      'has two entries for "A_{orderId}".',
    ],
  ])('says so when it %s', (_what, source, problem) => {
    expect(() => parseLock(source, PATH)).toThrow(
      `PAYLOAD_LOCK_INVALID: payloads.lock.json ${problem} ${MEND}`,
    );
  });

  it.each<[string, string, string]>([
    ['is no JSON', '{', 'is not JSON: '],
    [
      'has a pattern that is none',
      anEntry({ pattern: 'A_{' }),
      'has a "pattern" in entry 1 that cannot be read: ',
    ],
    [
      'retires with a text that is too long',
      anEntry({ retired: { reply: 'x'.repeat(2001) } }),
      '"A": REPLY_LIMIT: ',
    ],
  ])('passes on the reason when it %s', (_what, source, problem) => {
    expect(() => parseLock(source, PATH)).toThrow(problem);
  });

  it('names the mend of an unfinished merge', () => {
    expect(() => parseLock(`<<<<<<< HEAD\n${TEXT}`, PATH)).toThrow(
      'PAYLOAD_LOCK_INVALID: payloads.lock.json holds the marks of an unfinished merge. ' +
        'Keep the entries of both sides, then run: npm run tapline -- payloads lock. It was left as it is.',
    );
  });
});
