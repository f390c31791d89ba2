import type { DeclaredRoute } from './declared-route.js';

const GAP = '  ';
const COLUMN_MIN = 8;
const CONTROL_CHARACTER = /\p{Cc}/gu;

type Row = readonly [kinds: string, pattern: string, handler: string, place: string];

/**
 * Prints routes as an aligned table, in the order they come in:
 *
 *     kinds     pattern      handler                place
 *     postback  GET_STARTED  MenuHandlers.start     src/menu/menu.handlers.ts:9
 *     postback  SUPPORT_*    SupportHandlers.route  src/support/support.handlers.ts:14
 * Without routes it is empty.
 * @param widthMax in characters; the widest columns are cut, with "…", until a line fits
 */
export function printRoutes<T, K extends string>(
  routes: readonly DeclaredRoute<T, K>[],
  widthMax = 100,
): string {
  if (routes.length === 0) return '';
  const rows = [HEADER, ...routes.map(rowOf)];
  const widths = fittingWidths(rows, widthMax);
  return rows.map((row) => lineOf(row, widths)).join('\n');
}

const HEADER: Row = ['kinds', 'pattern', 'handler', 'place'];

function rowOf<T, K extends string>({ kinds, pattern, handler }: DeclaredRoute<T, K>): Row {
  // A pattern may hold what would clear the screen.
  const source = pattern.source.replaceAll(CONTROL_CHARACTER, '\uFFFD');
  return [kinds.join(', '), source, handler.label, handler.place];
}

function fittingWidths(rows: readonly Row[], widthMax: number): readonly number[] {
  const widths = HEADER.map((_, column) =>
    rows.reduce((width, row) => Math.max(width, row[column]?.length ?? 0), 0),
  );
  let excess =
    widths.reduce((sum, width) => sum + width, GAP.length * (widths.length - 1)) - widthMax;
  while (excess > 0) {
    const widest = Math.max(...widths);
    if (widest <= COLUMN_MIN) break;
    widths[widths.indexOf(widest)] = widest - 1;
    excess -= 1;
  }
  return widths;
}

function lineOf(row: Row, widths: readonly number[]): string {
  return row
    .map((text, column) => fit(text, widths[column] ?? text.length, column === row.length - 1))
    .join(GAP)
    .trimEnd();
}

/** Of a place the end counts, with the file and the line; of all else the beginning. */
function fit(text: string, width: number, keepEnd: boolean): string {
  if (text.length <= width) return text.padEnd(width);
  return keepEnd ? `…${text.slice(text.length - width + 1)}` : `${text.slice(0, width - 1)}…`;
}
