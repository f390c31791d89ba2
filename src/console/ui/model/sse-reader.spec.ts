import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { SseReader } from './sse-reader.js';

describe('SseReader', () => {
  it('hands out the data of an event when its empty line has come', () => {
    const reader = new SseReader();
    expect(reader.push('data: {"a":1}\n')).toEqual([]);
    expect(reader.push('\ndata: 2\n\n')).toEqual(['{"a":1}', '2']);
  });

  it('passes over comments and other fields, and joins several lines of data', () => {
    const text = ': ping\n\nevent: x\nid: 7\ndata: a\ndata: b\n\n';
    expect(new SseReader().push(text)).toEqual(['a\nb']);
  });

  it('reads every kind of line end', () => {
    expect(new SseReader().push('data: a\r\n\r\ndata: b\n\ndata: c\r\r\n')).toEqual([
      'a',
      'b',
      'c',
    ]);
  });

  it('reads the same however the stream is cut', () => {
    const events = fc.array(
      fc.string().map((text) => JSON.stringify(text)),
      { maxLength: 6 },
    );
    fc.assert(
      fc.property(
        events,
        fc.integer({ min: 1, max: 7 }),
        fc.constantFrom('\n', '\r\n'),
        (all, size, end) => {
          const text = all.map((data) => `data: ${data}${end}${end}`).join('');
          const reader = new SseReader();
          const pieces = text.match(new RegExp(`[^]{1,${size}}`, 'g')) ?? [];
          expect(pieces.flatMap((piece) => reader.push(piece))).toEqual(all);
        },
      ),
    );
  });
});
