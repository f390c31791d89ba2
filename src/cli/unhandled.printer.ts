import type { UnhandledTaps } from '../inbox/index.js';

const HEADER = ['taps', 'last', 'why', 'page', 'payload'] as const;

/**
 * Prints counts of taps, one line each:
 *
 *     taps  last              why       page             payload
 *       12  2026-11-25 14:31  no-route  101234567890123  PRODUCT_VEIW_#
 * Times are UTC. The payload stands last and whole; values in it were left out when it was stored.
 */
export function printUnhandled(taps: readonly UnhandledTaps[]): string {
  if (taps.length === 0) return 'Every tap so far had a handler.\n';
  const rows = [HEADER, ...taps.map(rowOf)];
  const widths = HEADER.map((_, column) =>
    Math.max(...rows.map((row) => row[column]?.length ?? 0)),
  );
  return rows
    .map(([count = '', ...rest]) => {
      const cells = rest.map((text, index) => text.padEnd(widths[index + 1] ?? 0));
      return `${[count.padStart(widths[0] ?? 0), ...cells].join('  ').trimEnd()}\n`;
    })
    .join('');
}

function rowOf({ count, lastAt, reason, pageId, sample }: UnhandledTaps): readonly string[] {
  const last = lastAt.toISOString().slice(0, 'YYYY-MM-DDTHH:MM'.length).replace('T', ' ');
  return [String(count), last, reason, pageId, sample];
}
