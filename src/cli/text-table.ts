import { printable } from './printable.js';

const GAP = '  ';
const CUT = '…';

export type Row = readonly string[];

/**
 * Columns of text, the last one cut to what is left of the width:
 *
 *     key           given up          handler  error
 *     3f2a91bc04de  2026-11-25 14:31  Shop.buy Error: out of st…
 */
export function textTable(header: Row, rows: readonly Row[], width: number): string {
  const lines = [header, ...rows].map((row) => row.map(printable));
  const widths = header.map((_, column) =>
    Math.max(...lines.map((row) => row[column]?.length ?? 0)),
  );
  return lines
    .map((row) => {
      const cells = row.map((text, column) => text.padEnd(widths[column] ?? 0));
      return `${cutTo(width, cells.join(GAP).trimEnd())}\n`;
    })
    .join('');
}

function cutTo(width: number, line: string): string {
  return line.length <= width ? line : `${line.slice(0, width - CUT.length)}${CUT}`;
}

/** `2026-11-25 14:31`, UTC */
export function minuteOf(at: number | null): string {
  return at === null ? '' : momentOf(at).slice(0, 'YYYY-MM-DD HH:MM'.length);
}

/** `2026-11-25 14:31:02.120`, UTC */
export function momentOf(at: number): string {
  return new Date(at).toISOString().replace('T', ' ').replace('Z', '');
}

export function firstLineOf(text: string | null): string {
  return text?.split('\n', 1)[0] ?? '';
}

export function asJson(value: unknown): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}
