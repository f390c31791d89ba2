import { describe, expect, it } from '@jest/globals';
import { shorten } from './shorten.js';

describe('shorten', () => {
  it.each([
    ['leaves what fits', 'Enamel mug', 10, 'Enamel mug'],
    ['shows that something is missing', 'Enamel mugs', 10, 'Enamel mu…'],
    ['keeps an emoji whole', 'mug 😀 red', 7, 'mug 😀…'],
    ['or leaves it out', 'mug 😀 red', 6, 'mug …'],
  ])('%s', (_, text, maxChars, short) => {
    expect(shorten(text, maxChars)).toBe(short);
  });
});
