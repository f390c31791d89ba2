/**
 * - `error`: taps, or other events that handlers wait for, do not arrive, or nobody answers them.
 * - `warning`: they arrive, and something else is wrong or will be soon.
 * - `notice`: worth knowing; all may be well.
 */
export type Severity = 'error' | 'warning' | 'notice';

/** Something that is wrong, and how to mend it. */
export interface Finding {
  /** The id of the rule: `page-fields`. */
  readonly rule: string;
  /** `null` when it concerns the app or this service. */
  readonly page: string | null;
  readonly severity: Severity;
  /** What tells it from others of the rule on the same page, and stays the same while `seen` may change; empty when nothing has to. */
  readonly about: string;
  /** What was seen, in sentences. Holds no token and no id of a person. */
  readonly seen: string;
  /** What people notice of it. */
  readonly means: string;
  /** What to do: sentences; commands stand in backticks. */
  readonly mend: string;
  /** `null` when no call can mend it. */
  readonly fix: Fix | null;
}

/** What `doctor --fix` can do about a finding. */
export interface Fix {
  /** `subscribe page 1234 to messaging_postbacks` */
  readonly does: string;
  /** May be run again. @param tell hears when it has to wait @throws GraphError, or an error with a code that says how far it came */
  readonly run: (tell: (line: string) => void) => Promise<void>;
}

/** A rule that could not be applied, because something it needs could not be read. */
export interface Unchecked {
  readonly rule: string;
  readonly page: string | null;
}

export interface Diagnosis {
  /** By the order of the rules. */
  readonly findings: readonly Finding[];
  readonly unchecked: readonly Unchecked[];
  /** Rules that were applied, once for each page. */
  readonly checked: number;
}

/** Whether somebody has to do something. */
export function isAlarming({ severity }: Pick<Finding, 'severity'>): boolean {
  return severity !== 'notice';
}
