import { describe, expect, it } from '@jest/globals';
import { StretchMemo } from './stretch-memo.js';

describe('StretchMemo', () => {
  it('remembers the end of a stretch for the place from which it was searched, and no other', () => {
    const memo = new StretchMemo(3);
    memo.remember(0, 31, 40);
    const asked = [memo.recall(0, 31), memo.recall(0, 30), memo.recall(1, 31)];
    expect(asked).toEqual([40, null, null]);
    // It has the same slot.
    expect(memo.recall(1, 0)).toBeNull();
  });

  it('forgets what another end puts out', () => {
    const memo = new StretchMemo(3);
    memo.remember(0, 31, 40);
    memo.remember(1, 0, 8);
    expect([memo.recall(0, 31), memo.recall(1, 0)]).toEqual([null, 8]);
  });

  it('knows that a stretch which is gone does not come later, though it may have come before', () => {
    const memo = new StretchMemo(3);
    memo.remember(2, 10, -1);
    const asked = [9, 10, 11].map((from) => memo.recall(2, from));
    expect(asked).toEqual([null, -1, -1]);
    expect(memo.recall(1, 11)).toBeNull();
  });

  it('knows nothing after it was cleared', () => {
    const memo = new StretchMemo(3);
    memo.remember(0, 0, 5);
    memo.remember(2, 0, -1);
    memo.clear();
    expect([memo.recall(0, 0), memo.recall(2, 0)]).toEqual([null, null]);
  });
});
