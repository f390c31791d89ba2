import { type BootFinding, placeLines } from './boot-finding.js';
import { wrapText } from './wrap-text.js';

const WIDTH_MAX = 100;
/** The text has this many columns at least, however long the codes are. */
const TEXT_WIDTH_MIN = 40;
const GAP = '  ';

/**
 * Prints findings as a table, errors first:
 *
 *     error  POSTBACK_CONFLICT  two handlers claim the payload "SUPPORT_*".
 *            where              OrdersHandlers.help     src/orders/orders.handlers.ts:22
 *                               SupportHandlers.route   src/support/support.handlers.ts:14
 *            mend               A tap has one handler. Narrow one pattern (for example "SUPPORT_ABC") …
 * Places stand on one line each, whatever their length, so that a terminal can open them.
 */
export function printFindings(findings: readonly BootFinding[], widthMax = WIDTH_MAX): string {
  const ordered = [...bySeverity(findings, 'error'), ...bySeverity(findings, 'warn')];
  const keyWidth = Math.max(...ordered.map(({ code }) => code.length));
  return ordered.map((finding) => printFinding(finding, keyWidth, widthMax)).join('\n\n');
}

function bySeverity(
  findings: readonly BootFinding[],
  wanted: BootFinding['severity'],
): readonly BootFinding[] {
  return findings.filter(({ severity }) => severity === wanted);
}

function printFinding(finding: BootFinding, keyWidth: number, widthMax: number): string {
  const { code, severity, problem, places, mend } = finding;
  const textWidth = Math.max(TEXT_WIDTH_MIN, widthMax - keyWidth - 'error'.length - 4);
  const rows = [
    ...cell(code, wrapText(problem, textWidth)),
    ...cell('where', placeLines(places)),
    ...cell('mend', wrapText(mend, textWidth)),
  ];
  return rows
    .map(([key, text], index) =>
      [(index === 0 ? severity : '').padEnd('error'.length), key.padEnd(keyWidth), text].join(GAP),
    )
    .join('\n');
}

type Row = readonly [key: string, text: string];

/** The key stands on the first line only. */
function cell(key: string, lines: readonly string[]): readonly Row[] {
  return lines.map((line, index): Row => [index === 0 ? key : '', line]);
}
