import { describe, expect, it } from '@jest/globals';
import { durationLabel, hueClass, initialsOf, momentLabel } from './labels.js';
import { mergeBy } from './merge.js';
import { linkOf, pictureOf } from './safe-url.js';

describe('linkOf', () => {
  it.each(['http://a.example/', 'https://a.example/?q=1'])('takes %s', (address) => {
    expect(linkOf(address)).toBe(address);
  });

  it.each([
    'javascript:alert(1)',
    ' JAVASCRIPT:alert(1)',
    'java\nscript:alert(1)',
    'data:text/html,x',
    'data:image/png,x',
    'file:///etc/passwd',
    '//a.example/',
    '/console',
    'tel:+49',
    '',
  ])('does not take %j', (address) => {
    expect(linkOf(address)).toBeNull();
  });
});

describe('pictureOf', () => {
  it('takes pictures in the address itself as well, and no other data', () => {
    expect(pictureOf('data:image/png;base64,AA==')).toBe('data:image/png;base64,AA==');
    expect(pictureOf('data:text/html,<script>')).toBeNull();
    expect(pictureOf('data:imagex/png,')).toBeNull();
    expect(pictureOf('blob:http://a.example/1')).toBeNull();
  });
});

describe('mergeBy', () => {
  const merge = (kept: readonly [number, string][], incoming: readonly [number, string][]) =>
    mergeBy(kept, incoming, ([order]) => order, 3);

  it('puts the newer version in its place, and what is new in order', () => {
    expect(
      merge(
        [
          [1, 'a'],
          [3, 'c'],
        ],
        [
          [2, 'b'],
          [1, 'A'],
        ],
      ),
    ).toEqual([
      [1, 'A'],
      [2, 'b'],
      [3, 'c'],
    ]);
  });

  it('keeps the last ones', () => {
    expect(
      merge(
        [
          [1, 'a'],
          [2, 'b'],
        ],
        [
          [3, 'c'],
          [4, 'd'],
        ],
      ),
    ).toEqual([
      [2, 'b'],
      [3, 'c'],
      [4, 'd'],
    ]);
  });
});

describe('labels', () => {
  it.each([
    ['Ada Lovelace', 'AL'],
    ['ada', 'A'],
    ['Ada King Countess of Lovelace', 'AL'],
    ['𝒜da', '𝒜'],
    ['!?', '?'],
    ['', '?'],
  ])('initialsOf(%j) is %j', (name, initials) => {
    expect(initialsOf(name)).toBe(initials);
  });

  it.each([
    [0.04, '0 ms'],
    [1.84, '1.8 ms'],
    [12.4, '12 ms'],
    [1250, '1.25 s'],
  ])('durationLabel(%d) is %j', (ms, label) => {
    expect(durationLabel(ms)).toBe(label);
  });

  it('gives one id one colour, and shows what is no time as it is', () => {
    expect(hueClass('42')).toBe(hueClass('42'));
    expect(momentLabel('soon')).toBe('soon');
  });
});
