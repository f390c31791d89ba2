import { type MenuModuleOptions, optionsOf, profileChanges, profileOf } from '../menu/index.js';
import { UNPRINTABLE } from './printable.js';

const INDENT = '  ';

/**
 * Prints a page's profile as the code that would make it:
 *
 *     // page 101234567890123
 *     MenuModule.forRoot({
 *       getStarted: 'GET_STARTED',
 *       persistentMenu: [
 *         { title: 'Sale', payload: 'SALE' },
 *       ],
 *     })
 * @param profile in Meta's shape
 */
export function printMenuSource(
  pageId: string,
  profile: Readonly<Record<string, unknown>>,
): string {
  const options = optionsOf(profile);
  const lost = new Set(profileChanges(profile, profileOf(options)).map(({ property }) => property));
  const note =
    lost.size === 0
      ? ''
      : `// Some of ${[...lost].join(', ')} cannot be said in these options and is left out: see --json.\n`;
  return `// page ${pageId}\n${note}${callOf(options)}\n`;
}

function callOf(options: MenuModuleOptions): string {
  return `MenuModule.forRoot(${sourceOf(options, '')})`;
}

function sourceOf(value: unknown, indent: string): string {
  if (typeof value === 'string') return literalOf(value);
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const isList = Array.isArray(value);
  const [open, close] = isList ? ['[', ']'] : ['{', '}'];
  const deeper = indent + INDENT;
  const members = Object.entries(value).map(([name, member]: [string, unknown]) => {
    const text = sourceOf(member, deeper);
    return isList ? text : `${keyOf(name)}: ${text}`;
  });
  if (members.length === 0) return `${open}${close}`;
  if (!isList && !isNested(value)) return `{ ${members.join(', ')} }`;
  return `${open}\n${members.map((text) => `${deeper}${text},\n`).join('')}${indent}${close}`;
}

/** The entries of lists stand on one line, everything else on several. */
function isNested(value: object): boolean {
  const isEntry = ['title', 'question', 'description'].some((name) => name in value);
  return !isEntry;
}

function keyOf(name: string): string {
  return /^[A-Za-z_]\w*$/.test(name) ? name : literalOf(name);
}

/** A string of TypeScript in which every character is seen as what it is. */
function literalOf(text: string): string {
  const quoted = JSON.stringify(text).replace(
    UNPRINTABLE,
    (character) => `\\u{${character.codePointAt(0)?.toString(16)}}`,
  );
  return text.includes("'") ? quoted : `'${quoted.slice(1, -1).replaceAll('\\"', '"')}'`;
}
