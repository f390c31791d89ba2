import { describe, expect, it } from '@jest/globals';
import type { PayloadDefinition } from './payload-definition.js';
import { payload } from './payload.js';

class ReorderDto {
  qty = 1;
}

const sources = (definition: PayloadDefinition<unknown>): readonly string[] =>
  [definition.pattern, ...definition.accepted].map(({ source }) => source);

describe('a payload definition with versions', () => {
  it('sends the newest form and receives the older ones it accepts', () => {
    const SupportMenu = payload('MENU_SUPPORT', { version: 2, accepts: [1] });
    expect(SupportMenu.with()).toBe('MENU_SUPPORT_V2');
    expect(sources(SupportMenu)).toEqual(['MENU_SUPPORT_V2', 'MENU_SUPPORT']);
  });

  it('keeps the holes in every version', () => {
    const ViewPage = payload('PAGE_{page:int}', { version: 3, accepts: [2] });
    expect(ViewPage.with({ page: 7 })).toBe('PAGE_7_V3');
    expect(ViewPage.accepted[0]?.match('PAGE_7_V2')).toEqual({ page: 7 });
  });

  it('puts the version of data into the action', () => {
    const Reorder = payload('REORDER', ReorderDto, { version: 2, accepts: [1] });
    expect(Reorder.with({ qty: 2 })).toBe('{"action":"REORDER_V2","qty":2}');
    expect(sources(Reorder)).toEqual(['REORDER_V2', 'REORDER']);
  });

  it('receives only what it sends when it says nothing of versions', () => {
    expect(sources(payload('MENU_{item}'))).toEqual(['MENU_{item}']);
  });

  it.each<[string, { version: number; accepts?: number[] }, string]>([
    ['version 0', { version: 0 }, 'has the version 0.\n  Versions are whole numbers from 1.'],
    ['half a version', { version: 1.5 }, 'has the version 1.5.'],
    ['an older version below 1', { version: 2, accepts: [-1] }, 'has the version -1.'],
    ['itself as an older version', { version: 2, accepts: [2] }, 'names one version twice.'],
    ['an older version twice', { version: 3, accepts: [1, 1] }, 'names one version twice.'],
  ])('refuses %s', (_what, versions, problem) => {
    expect(() => payload('MENU', versions)).toThrow(
      `PAYLOAD_PATTERN: the pattern "MENU", at index 4, ${problem}`,
    );
  });
});
