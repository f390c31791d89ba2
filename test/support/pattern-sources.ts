import * as fc from 'fast-check';

const IS_GAP = /[*{]/;

/**
 * Patterns that can be read, of few different characters, so that they often match and often collide.
 * @param parts texts, `*`, `{}`, `{int}`, `{a|b}`; holes get names, and no two gaps stand side by side
 */
export function patternSources(parts: readonly string[], partsMax: number): fc.Arbitrary<string> {
  return fc
    .array(fc.constantFrom(...parts), { minLength: 1, maxLength: partsMax })
    .map((all) => all.filter((part, i) => !IS_GAP.test(part) || !IS_GAP.test(all[i - 1] ?? '')))
    .map((apart) => apart.map(named).join(''));
}

function named(part: string, index: number): string {
  return part === '{}' ? `{h${index}}` : part.replace('{', `{h${index}:`);
}
