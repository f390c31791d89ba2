import type { Fix, Severity } from './diagnosis.js';
import type { Facts } from './facts.js';

/** What a rule says for every finding of its own, and docs/doctor.md for all. */
export interface RuleFacts {
  readonly id: string;
  readonly severity: Severity;
  /** What is as it should be when the rule finds nothing: a sentence. */
  readonly checks: string;
  /** What people notice when it is not. */
  readonly means: string;
  readonly mend: string;
  /** What `--fix` does about it; `null` for nothing. */
  readonly fixes: string | null;
}

/** What a rule has against something; what is left out is as the rule says. */
export interface Complaint {
  readonly seen: string;
  /** What tells it from others of the rule on the same page, and stays while `seen` may change: a field, a button. */
  readonly about?: string;
  readonly means?: string;
  readonly mend?: string;
  readonly severity?: Severity;
  readonly fix?: Fix;
}

/** `null`: it cannot be told, because something was not given or does not run; the rule is then not checked. */
type Complaints = Promise<readonly Complaint[] | null>;

/** About the app, or this service. @throws GraphError when a fact cannot be read: the rule is then not checked either */
export interface AppRule extends RuleFacts {
  readonly of: 'app';
  readonly examine: (facts: Facts) => Complaints;
}

/** About each page. */
export interface PageRule extends RuleFacts {
  readonly of: 'page';
  readonly examine: (facts: Facts, pageId: string) => Complaints;
}

export type Rule = AppRule | PageRule;
