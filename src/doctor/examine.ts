import { GraphError } from '../graph/index.js';
import type { Diagnosis, Finding, Unchecked } from './diagnosis.js';
import { RecordsUnreadableError } from './doctor.errors.js';
import { Facts } from './facts.js';
import type { Patient } from './patient.js';
import type { Complaint, Rule } from './rule.js';
import { RULES } from './rules.js';
import { findingOf, findingsOfUnread, type Unread } from './unread.js';

/** A rule, with the page that it is applied to. */
interface Check {
  readonly rule: Rule;
  /** `null`: the app. */
  readonly page: string | null;
}

/**
 * Applies every rule, once for each of these pages, one after the other: a doctor must not use up the page's calls. What Meta
 * does not answer becomes a finding as well.
 */
export async function examine(patient: Patient, pages: readonly string[]): Promise<Diagnosis> {
  const facts = new Facts(patient);
  const found: Finding[] = [];
  const unread: Unread[] = [];
  const unchecked: Unchecked[] = [];
  const checks = checksFor(pages);
  for (const check of checks) {
    const { rule, page } = check;
    try {
      const findings = await findingsOf(facts, check);
      if (findings === null) unchecked.push({ rule: rule.id, page });
      else found.push(...findings);
    } catch (error) {
      if (!(error instanceof GraphError || error instanceof RecordsUnreadableError)) throw error;
      unchecked.push({ rule: rule.id, page });
      // Several rules may want what cannot be read: the same error then.
      if (!unread.some((known) => known.error === error)) unread.push({ rule, page, error });
    }
  }
  const findings = [...findingsOfUnread(unread, found), ...found];
  return { findings, unchecked, checked: checks.length - unchecked.length };
}

/** First what concerns the app, then page by page. */
function checksFor(pages: readonly string[]): readonly Check[] {
  const ofApp = RULES.filter(({ of }) => of === 'app').map((rule) => ({ rule, page: null }));
  const ofPages = RULES.filter(({ of }) => of === 'page');
  return [...ofApp, ...pages.flatMap((page) => ofPages.map((rule) => ({ rule, page })))];
}

async function findingsOf(facts: Facts, { rule, page }: Check): Promise<readonly Finding[] | null> {
  const complaints = await complaintsOf(facts, rule, page);
  return complaints?.map((complaint) => findingOf(rule, page, complaint)) ?? null;
}

function complaintsOf(
  facts: Facts,
  rule: Rule,
  page: string | null,
): Promise<readonly Complaint[] | null> {
  return rule.of === 'app' ? rule.examine(facts) : rule.examine(facts, page ?? '');
}
