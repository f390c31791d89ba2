import { describe, expect, it } from '@jest/globals';
import { RecordBook } from './record-book.js';

describe('RecordBook', () => {
  it('keeps the newest ten thousand entries, finds them by number, and says which it forgot', () => {
    const forgotten: number[] = [];
    const book = new RecordBook<number>((entry) => forgotten.push(entry));
    for (let entry = 1; entry <= 10_002; entry += 1) book.add(entry);
    expect([book.total, book.all().length, book.all()[0]]).toEqual([10_002, 10_000, 3]);
    expect([book.find(2), book.find(3), book.find(10_002)]).toEqual([undefined, 3, 10_002]);
    expect(forgotten).toEqual([1, 2]);
  });

  it('forgets the oldest sooner where entries are large, and never the newest', () => {
    const book = new RecordBook<string>(undefined, 1_000);
    for (const letter of ['a', 'b', 'c']) book.add(letter.repeat(400));
    expect(book.all().map(([letter]) => letter)).toEqual(['b', 'c']);
    book.add('d'.repeat(2_000));
    expect(book.all().map(([letter]) => letter)).toEqual(['d']);
  });

  it('looks for an entry from the newest on', () => {
    const book = new RecordBook<number>();
    for (const entry of [1, 2, 3, 4]) book.add(entry);
    const seen: number[] = [];
    expect(book.findLast((entry) => seen.push(entry) > 0 && entry < 4)).toBe(3);
    expect(seen).toEqual([4, 3]);
    expect(book.findLast((entry) => entry > 4)).toBeUndefined();
  });
});
