import {
  type ProfileChange,
  type ProfileDifference,
  type ProfileStep,
  stepText,
} from '../menu/index.js';
import { differingLines, type LinePair, type NamedLine } from './line-difference.js';
import { printable } from './printable.js';

/**
 * Prints where a page differs from the code: `-` stands on the page only, `+` in the code only, `~` on both, but not alike.
 *
 *     page 101234567890123
 *       persistent_menu (de_DE)
 *         - "Sale"  SALE
 *         + "Produkte"  PRODUCTS_BROWSE
 *         ~ "Hilfe"  MENU_SUPPORT → MENU_SUPPORT_V2
 */
export function printDifference({ pageId, changes }: ProfileDifference): string {
  if (changes.length === 0) return `${pageHeading(pageId)}  in step with the code\n`;
  return `${pageHeading(pageId)}${changes.map(changeText).join('')}`;
}

export function pageHeading(pageId: string): string {
  return `page ${pageId}\n`;
}

export function printPlan(steps: readonly ProfileStep[]): string {
  return steps.map((step) => `  would ${stepText(step)}\n`).join('');
}

export function printStep(step: ProfileStep): string {
  return `  ${stepText(step)}: done\n`;
}

/** @param untilMs milliseconds since 1970 */
export function printWait(untilMs: number): string {
  const clock = new Date(untilMs)
    .toISOString()
    .slice('YYYY-MM-DDT'.length, 'YYYY-MM-DDTHH:MM'.length);
  return `  Meta takes 10 calls in 10 minutes; going on at ${clock} UTC\n`;
}

function changeText({ property, locale, live, code }: ProfileChange): string {
  const language = locale === null || locale === 'default' ? '' : ` (${locale})`;
  const pairs = differingLines(linesOf(live), linesOf(code));
  const lines = [`  ${property}${language}`, ...pairs.map((pair) => `    ${pairText(pair)}`)];
  return lines.map((line) => `${printable(line)}\n`).join('');
}

function pairText({ live, code }: LinePair): string {
  if (live === null) return `+ ${code === null ? '' : lineText(code)}`;
  if (code === null) return `- ${lineText(live)}`;
  if (live.rest === code.rest) return `~ ${lineText(code)} (moved)`;
  return `~ ${lineText({ ...code, rest: `${live.rest} → ${code.rest}` })}`;
}

function lineText({ name, rest }: NamedLine): string {
  return [name, rest].filter((part) => part !== '').join('  ');
}

type Value = ProfileChange['live'];

/** What a property holds in one language, a line for everything that people can tap or read. */
function linesOf(value: Value): readonly NamedLine[] {
  if (value === null) return [];
  return Object.entries(value).flatMap(([name, member]) => {
    if (Array.isArray(member)) return member.map(entryLine);
    return [{ name: UNNAMED.has(name) ? '' : `${name}:`, rest: JSON.stringify(member) }];
  });
}

/** Members that say for themselves what they are. */
const UNNAMED: ReadonlySet<string> = new Set(['text', 'payload', 'url', 'description']);

/** `{"type":"postback","title":"Sale","payload":"SALE"}` → `"Sale"  SALE` */
function entryLine(entry: unknown): NamedLine {
  if (typeof entry !== 'object' || entry === null) return { name: '', rest: JSON.stringify(entry) };
  const {
    title,
    question,
    name,
    type: _,
    ...rest
  }: Readonly<Record<string, unknown>> = { ...entry };
  return {
    name: JSON.stringify(title ?? question ?? name ?? ''),
    rest: Object.entries(rest).map(memberText).join('  '),
  };
}

function memberText([name, value]: [string, unknown]): string {
  const isPlain = UNNAMED.has(name) && typeof value === 'string';
  return isPlain ? value : `${name}: ${JSON.stringify(value)}`;
}
