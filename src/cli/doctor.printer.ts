import type { Diagnosis, Finding, Severity } from '../doctor/index.js';
import { wrapText } from '../postback/index.js';
import { printable } from './printable.js';

const GAP = '  ';
const SEVERITY_WIDTH = 'warning'.length;
/** The text has this many columns at least, however narrow the terminal is. */
const TEXT_WIDTH_MIN = 40;

/**
 * Findings as they are read, what is mended first before the rest:
 *
 *     error    page-fields  page 1234: The page does not subscribe to messaging_postbacks. Needed by …
 *              means        Taps on buttons, menu items and Get Started will not arrive.
 *              mend         `tapline subscriptions set`
 *              or           `tapline doctor --fix`
 */
export function printDiagnosis(diagnosis: Diagnosis, width: number): string {
  const { findings } = diagnosis;
  const keyWidth = Math.max(...findings.map(({ rule }) => rule.length), 'means'.length);
  const shown = findings.map((finding) => printFinding(finding, keyWidth, width));
  return [...shown, summaryOf(diagnosis)].join('\n');
}

function printFinding(finding: Finding, keyWidth: number, width: number): string {
  const { severity, rule, page, seen, means, mend, fix } = finding;
  const textWidth = Math.max(TEXT_WIDTH_MIN, width - SEVERITY_WIDTH - keyWidth - 2 * GAP.length);
  const cell = (key: string, text: string): readonly Row[] =>
    wrapText(printable(text), textWidth).map((line, index) => [index === 0 ? key : '', line]);
  const rows = [
    ...cell(rule, page === null ? seen : `page ${page}: ${seen}`),
    ...cell('means', means),
    ...cell('mend', mend),
    ...(fix === null ? [] : cell('or', '`tapline doctor --fix`')),
  ];
  return rows
    .map(([key, text], index) => {
      const first = index === 0 ? severity : '';
      return `${[first.padEnd(SEVERITY_WIDTH), key.padEnd(keyWidth), text].join(GAP)}\n`;
    })
    .join('');
}

type Row = readonly [key: string, text: string];

/** `31 checks: 1 error, 2 warnings. 3 more could not be made, because Meta did not answer what they ask.` */
function summaryOf({ findings, checked, unchecked }: Diagnosis): string {
  const counts = SEVERITIES.map((severity) => ({
    severity,
    count: findings.filter((finding) => finding.severity === severity).length,
  })).filter(({ count }) => count > 0);
  const found = counts.map(
    ({ severity, count }) => `${count} ${severity}${count === 1 ? '' : 's'}`,
  );
  const missing =
    unchecked.length > 0
      ? ` ${unchecked.length} more could not be made: what they ask was not answered.`
      : '';
  return `${checked} checks: ${found.join(', ') || 'nothing found'}.${missing}\n`;
}

const SEVERITIES: readonly Severity[] = ['error', 'warning', 'notice'];

/** The same for machines. */
export function diagnosisAsJson({ findings, unchecked, checked }: Diagnosis): object {
  return {
    checked,
    unchecked,
    findings: findings.map(({ fix, ...finding }) => ({ ...finding, fixable: fix !== null })),
  };
}
