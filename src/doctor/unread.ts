import type { GraphError } from '../graph/index.js';
import type { Finding } from './diagnosis.js';
import type { RuleFacts } from './rule.js';
import { sentenceOf } from './rules/app.rules.js';

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

/** A call that failed, and for which page. */
export interface Unread {
  readonly page: string | null;
  readonly error: GraphError;
}

/** What says already why calls fail. */
const EXPLAINS: ReadonlySet<string> = new Set([
  'app-secret',
  'page-token',
  'token-of-page',
  'token-permissions',
]);

/** One finding for what Meta did not answer, one for each refusal that no other finding explains. */
export function findingsOfUnread(
  unread: readonly Unread[],
  found: readonly Finding[],
): readonly Finding[] {
  const [silent] = unread.filter(({ error }) => isSilence(error));
  const refused = unread.filter(
    ({ page, error }) =>
      !isSilence(error) &&
      !found.some((finding) => finding.page === page && EXPLAINS.has(finding.rule)),
  );
  return [
    ...(silent ? [findingOf(GRAPH_ANSWERS, silent)] : []),
    ...refused.map((one) => findingOf(GRAPH_PERMITS, one)),
  ];
}

function isSilence({ verdict }: GraphError): boolean {
  return verdict === 'retry' || verdict === 'unknown';
}

function findingOf({ id, severity, means, mend }: RuleFacts, { page, error }: Unread): Finding {
  return { rule: id, page, severity, seen: sentenceOf(error), means, mend, fix: null };
}
