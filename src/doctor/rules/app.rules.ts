import { GraphError, majorOf } from '../../graph/index.js';
import type { Facts } from '../facts.js';
import { meaningOf, namesOf } from '../needed-fields.js';
import { shownAddress } from '../shown-address.js';
import type { AppRule, Complaint } from '../rule.js';
import { missingOf, subscribeApp } from '../subscribe.js';

/** Since then taps carry a `mid`. */
const MID_SINCE = 11;

export const APP_SECRET: AppRule = {
  id: 'app-secret',
  of: 'app',
  severity: 'error',
  checks: 'Meta takes META_APP_ID with the first META_APP_SECRET.',
  means:
    'Signatures of events do not match, so taps are refused with 401; replies are refused for their proof.',
  mend: 'Copy both from App Dashboard > App settings > Basic, of the app that the page is connected to. While a secret is rotated, META_APP_SECRET holds the new one and the old one, separated by a comma.',
  fixes: null,
  examine: async (facts) => {
    if (!facts.hasAppId) return null;
    try {
      await facts.app();
      return [];
    } catch (error) {
      if (!(error instanceof GraphError) || error.verdict !== 'token') throw error;
      return [{ seen: sentenceOf(error) }];
    }
  },
};

/** What Meta said, without our mend for it. */
export function sentenceOf(error: GraphError): string {
  const [first = ''] = error.message.split('\n', 1);
  return first.slice('GRAPH_CALL_FAILED: '.length);
}

export const APP_WEBHOOK: AppRule = {
  id: 'app-webhook',
  of: 'app',
  severity: 'error',
  checks: 'The app has an active webhook for pages.',
  means: 'Nothing arrives: no taps, no texts, of no page.',
  mend: 'With the service running where Meta reaches it: `tapline subscriptions set --callback https://YOUR-HOST/webhook`',
  fixes: null,
  examine: async (facts) => {
    if (!facts.hasAppId) return null;
    const app = await facts.app();
    if (app === null) return [{ seen: 'The app has no webhook for pages.' }];
    if (app.active) return [];
    return [{ seen: `Meta has switched the webhook ${shownAddress(app.callbackUrl)} off.` }];
  },
};

export const APP_FIELDS: AppRule = {
  id: 'app-fields',
  of: 'app',
  severity: 'error',
  checks: 'The app subscribes to every field that handlers need.',
  means: 'Events of these fields arrive from no page.',
  mend: '`tapline subscriptions set`',
  fixes: 'Subscribes the app to the missing fields, beside those it has.',
  examine: async (facts) => {
    const app = await facts.app();
    if (app === null) return facts.hasAppId ? [] : null;
    const present = app.fields.map(({ name }) => name);
    return missingFields(facts, present, 'The app', (fields) => ({
      does: `subscribe the app to ${fields.join(', ')}`,
      run: () => {
        const { verifyToken } = facts.patient.environment;
        return subscribeApp(facts.patient.subscriptions, { fields, verifyToken });
      },
    }));
  },
};

type FixFor = (fields: readonly string[]) => NonNullable<Complaint['fix']>;

/** One complaint a field: what is missing means something else each time. */
export function missingFields(
  { needed }: Facts,
  present: readonly string[],
  who: string,
  fixFor: FixFor,
): readonly Complaint[] {
  const fields = needed.map(({ field }) => field);
  const missing = missingOf(fields, present);
  const fix = fixFor(missing);
  return needed
    .filter(({ field }) => missing.includes(field))
    .map(({ field, neededBy }) => ({
      severity: field === 'message_echoes' ? 'warning' : 'error',
      about: field,
      seen: `${who} does not subscribe to ${field}. Needed by ${namesOf(neededBy)}.`,
      means: meaningOf(field),
      fix,
    }));
}

export const FIELD_VERSION: AppRule = {
  id: 'field-version',
  of: 'app',
  severity: 'notice',
  checks: 'The field messaging_postbacks is of v11.0 or newer.',
  means: 'Taps carry no mid. Tapline tells them apart without it; other programs may not.',
  mend: 'Choose a newer version for the field in App Dashboard > Webhooks > Page.',
  fixes: null,
  examine: async (facts) => {
    if (!facts.hasAppId) return null;
    const app = await facts.app();
    const version = app?.fields.find(({ name }) => name === 'messaging_postbacks')?.version ?? null;
    if (version === null || majorOf(version) >= MID_SINCE) return [];
    return [{ seen: `messaging_postbacks is subscribed to as of ${version}.` }];
  },
};
