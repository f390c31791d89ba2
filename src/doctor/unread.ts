import { GraphError } from '../graph/index.js';
import type { Finding } from './diagnosis.js';
import { RecordsUnreadableError } from './doctor.errors.js';
import type { Complaint, RuleFacts } from './rule.js';
import { sentenceOf } from './rules/app.rules.js';
import { STORE_WRITABLE } from './rules/service.rules.js';

/** Applies to every call of the other rules. */
export const GRAPH_ANSWERS: RuleFacts = {
  id: 'graph-answers',
  severity: 'warning',
  checks: 'Graph answers what the other rules ask.',
  means: 'What could not be read could not be checked.',
  mend: 'Try again in a few minutes; https://metastatus.com tells of outages. If it stays so, look at the way out of this machine and at META_GRAPH_URL.',
  fixes: null,
};

/** Applies to every call of the other rules. */
export const GRAPH_PERMITS: RuleFacts = {
  id: 'graph-permits',
  severity: 'error',
  checks: 'Graph permits what the other rules ask.',
  means:
    'What could not be read could not be checked, and what needs the same permission fails too.',
  mend: "See that the page's token permits pages_messaging and pages_manage_metadata, and that whoever made it may manage the page.",
  fixes: null,
};

/** What could not be read, and the first rule that wanted it. */
export interface Unread {
  readonly rule: RuleFacts;
  readonly page: string | null;
  readonly error: GraphError | RecordsUnreadableError;
}

interface Refused extends Unread {
  readonly error: GraphError;
}

/** What says already why calls fail. */
const EXPLAINS: ReadonlySet<string> = new Set([
  'app-secret',
  'page-token',
  'token-of-page',
  'token-permissions',
]);

/** One finding for what Meta did not answer, one for each refusal that no other finding explains, one for the database. */
export function findingsOfUnread(
  unread: readonly Unread[],
  found: readonly Finding[],
): readonly Finding[] {
  const ofGraph = unread.filter((one): one is Refused => one.error instanceof GraphError);
  const [silent] = ofGraph.filter(({ error }) => isSilence(error));
  const refused = ofGraph.filter(
    ({ page, error }) => !isSilence(error) && !isExplained(found, page),
  );
  const [ofRecords] = unread.filter(({ error }) => error instanceof RecordsUnreadableError);
  return [
    ...(silent ? [findingOf(GRAPH_ANSWERS, silent.page, { seen: sentenceOf(silent.error) })] : []),
    ...refused.map(refusal),
    ...(ofRecords ? [findingOf(STORE_WRITABLE, null, { seen: ofRecords.error.message })] : []),
  ];
}

function isExplained(found: readonly Finding[], page: string | null): boolean {
  return found.some(
    (finding) => EXPLAINS.has(finding.rule) && (finding.page === page || finding.page === null),
  );
}

/** What is only nice to know keeps no tap from arriving when Meta does not tell it. */
function refusal({ rule, page, error }: Refused): Finding {
  const severity = rule.severity === 'error' ? 'error' : 'notice';
  return findingOf(GRAPH_PERMITS, page, { seen: sentenceOf(error), about: rule.id, severity });
}

function isSilence({ verdict }: GraphError): boolean {
  return verdict === 'retry' || verdict === 'unknown';
}

/** What the complaint leaves out is as the rule says. */
export function findingOf(rule: RuleFacts, page: string | null, complaint: Complaint): Finding {
  const { severity, means, mend } = rule;
  const ofRule = { rule: rule.id, page, severity, means, mend, about: '', fix: null };
  return { ...ofRule, ...complaint };
}
