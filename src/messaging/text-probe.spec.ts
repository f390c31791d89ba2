import { describe, expect, it } from '@jest/globals';
import { TextProbe } from './text-probe.js';

describe('TextProbe.indexOf', () => {
  it('says what the text itself would say, in whatever order it is asked', () => {
    const probe = new TextProbe('CART_ID_ADD');
    for (const part of ['_', 'ADD', 'DEL', 'CART']) {
      for (const from of [9, 4, 8, 0, 5, 7, 11]) {
        expect([part, from, probe.indexOf(part, from)]).toEqual([
          part,
          from,
          'CART_ID_ADD'.indexOf(part, from),
        ]);
      }
    }
  });
});
