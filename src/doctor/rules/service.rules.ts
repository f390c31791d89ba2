import type { AppRule, Complaint, PageRule } from '../rule.js';

export const APP_ID_GIVEN: AppRule = {
  id: 'app-id',
  of: 'app',
  severity: 'warning',
  checks: 'META_APP_ID is set.',
  means: 'Nobody can see what the app subscribes to, nor what Meta thinks of the tokens.',
  mend: "Set META_APP_ID to the app's id, from App Dashboard > App settings > Basic.",
  fixes: null,
  examine: async ({ hasAppId }) => (hasAppId ? [] : [{ seen: 'META_APP_ID is not set.' }]),
};

export const STORE_WRITABLE: AppRule = {
  id: 'store',
  of: 'app',
  severity: 'error',
  checks: 'The database can be written to.',
  means: 'Events are answered with 503, and after an hour of that Meta unsubscribes the page.',
  mend: 'Give the service a disk with space and the right to write where STORE_URL points; docs/operating.md says how each fault is mended.',
  fixes: null,
  examine: async ({ patient }) => {
    const problem = await patient.records.problem();
    if (problem === null) return [];
    return [{ seen: problem.seen, ...(problem.isAbsent && ABSENT) }];
  },
};

const ABSENT: Partial<Complaint> = {
  severity: 'warning',
  means: 'What people did cannot be seen, so some rules know less.',
  mend: "Start the service, or give this command the service's own STORE_URL and working directory.",
};

const DAY_MS = 86_400_000;

export const LAST_WEBHOOK: PageRule = {
  id: 'last-webhook',
  of: 'page',
  severity: 'warning',
  checks: 'Somebody has done something on the page, and Meta has told of it.',
  means: 'Either nobody taps, or what they do does not arrive.',
  mend: "Write to the page in Messenger and tap a button. If that shows nothing here, mend the other findings first; then look at the app's alerts in the App Dashboard.",
  fixes: null,
  examine: async ({ patient }, pageId) => {
    const at = await patient.records.lastHeardAt(pageId);
    if (at === null) return [{ seen: 'No event of a person on this page has ever been stored.' }];
    if (patient.now() - at < DAY_MS) return [];
    const when = new Date(at).toISOString().slice(0, 'YYYY-MM-DDTHH:MM'.length).replace('T', ' ');
    return [{ severity: 'notice', seen: `The last event of a person is of ${when} UTC.` }];
  },
};
