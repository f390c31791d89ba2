/** What a spreadsheet takes for a formula when a cell begins with it, or for the space before one. */
const FORMULA = /^[=+\-@\t\r\n]/;
const NEEDS_QUOTES = /[",\r\n]/;

/**
 * Lines of RFC 4180. A text that a spreadsheet would run as a formula gets a `'` in front: anybody can put any text into a ref.
 *
 *     source,ref,arrived
 *     SHORTLINK,'=1+1,7
 */
export function csvOf(rows: readonly (readonly (string | number)[])[]): string {
  return rows.map((row) => `${row.map(cellOf).join(',')}\r\n`).join('');
}

function cellOf(value: string | number): string {
  const text = typeof value === 'string' && FORMULA.test(value) ? `'${value}` : String(value);
  return NEEDS_QUOTES.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
