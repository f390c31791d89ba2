import { printable } from './printable.js';

/** What a spreadsheet takes for a formula when a cell begins with it. */
const FORMULA = /^[=+\-@]/;
const NEEDS_QUOTES = /[",]/;

/**
 * Lines of RFC 4180. A text that a spreadsheet would run as a formula gets a `'` in front, and what cannot be printed, a line break
 * too, becomes U+FFFD: anybody can put any text into a ref.
 *
 *     source,ref,arrived
 *     SHORTLINK,'=1+1,7
 */
export function csvOf(rows: readonly (readonly (string | number)[])[]): string {
  return rows.map((row) => `${row.map(cellOf).join(',')}\r\n`).join('');
}

function cellOf(value: string | number): string {
  const text = typeof value === 'string' ? textCell(printable(value)) : String(value);
  return NEEDS_QUOTES.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

function textCell(text: string): string {
  return FORMULA.test(text) ? `'${text}` : text;
}
