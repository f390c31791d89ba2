import { GraphError, type GraphVerdict } from '../../graph/index.js';
import { PAGE_INBOX_APP_ID } from '../../messaging/index.js';
import type { Facts } from '../facts.js';
import type { Complaint, PageRule } from '../rule.js';
import { subscribePage } from '../subscribe.js';
import { missingFields } from './app.rules.js';

export const PAGE_INSTALLED: PageRule = {
  id: 'page-installed',
  of: 'page',
  severity: 'error',
  checks: 'The page has installed the app.',
  means: 'Nothing of this page arrives: no taps, no texts.',
  mend: '`tapline subscriptions set` installs it. If Meta took it away, mend first why the webhook failed: findings above, and the alerts in the App Dashboard.',
  fixes: 'Installs the app on the page with every field that handlers need.',
  examine: async (facts, pageId) => {
    if ((await facts.installed(pageId)) !== null) return [];
    const heard = await facts.patient.records.lastHeardAt(pageId);
    const seen =
      heard === null
        ? 'The page has not installed the app.'
        : 'The page has the app no longer, though its events arrived before: Meta takes it away after an hour of failed deliveries.';
    const fields = facts.needed.map(({ field }) => field);
    return [{ seen, fix: fixOf(facts, pageId, fields) }];
  },
};

export const PAGE_FIELDS: PageRule = {
  id: 'page-fields',
  of: 'page',
  severity: 'error',
  checks: 'The page subscribes to every field that handlers need.',
  means: 'Events of these fields do not arrive from this page.',
  mend: '`tapline subscriptions set`',
  fixes: 'Subscribes the page to the missing fields, beside those it has.',
  examine: async (facts, pageId) => {
    const present = await facts.installed(pageId);
    if (present === null) return [];
    return missingFields(facts, present, 'The page', (fields) => fixOf(facts, pageId, fields));
  },
};

function fixOf(facts: Facts, pageId: string, fields: readonly string[]) {
  return {
    does: `subscribe page ${pageId} to ${fields.join(', ')}`,
    run: () => subscribePage(facts.patient.subscriptions, pageId, fields),
  };
}

export const PERMISSION_REVIEWED: PageRule = {
  id: 'permission-reviewed',
  of: 'page',
  severity: 'warning',
  checks: 'The review of pages_messaging, where Meta lists one, is approved.',
  means:
    'Only people with a role on the app are heard and written to; everybody else taps in vain.',
  mend: 'Ask for Advanced Access to pages_messaging in App Dashboard > App Review, and set the app to Live.',
  fixes: null,
  examine: async (facts, pageId) => {
    // Which names Meta lists here is not documented (?): one that is missing says nothing.
    const state = (await facts.review(pageId)).get('pages_messaging');
    if (state === undefined || state.toLowerCase() === 'approved') return [];
    return [{ seen: `The review of pages_messaging is ${state}.` }];
  },
};

export const APP_LIVE: PageRule = {
  id: 'app-live',
  of: 'page',
  severity: 'error',
  checks: 'Meta takes replies of the running service, when the token is right.',
  means:
    'The app is probably not Live, or has no Advanced Access: only people with a role on it are heard and answered.',
  mend: 'Set the app to Live in the App Dashboard, with Advanced Access to pages_messaging. Replies are kept and go out then.',
  fixes: null,
  examine: async (facts, pageId) => {
    const pause = await pauseOf(facts, pageId);
    if (pause !== 'token') return pause === undefined ? null : [];
    await facts.page(pageId);
    const token = await facts.token(pageId);
    if (token?.isValid === false || token?.scopes.includes('pages_messaging') === false) return [];
    const seen =
      "Meta refuses the service's replies for want of a permission, and takes its token.";
    return [{ seen }];
  },
};

export const PAGE_RESTRICTED: PageRule = {
  id: 'page-restricted',
  of: 'page',
  severity: 'error',
  checks: 'Meta does not restrict what the page may send.',
  means: 'Taps arrive, and nobody is answered. Replies are kept.',
  mend: 'See Page Quality and the Support Inbox of the page. Replies go out when Meta lifts it.',
  fixes: null,
  examine: async (facts, pageId) => {
    const pause = await pauseOf(facts, pageId);
    if (pause !== 'restricted') return pause === undefined ? null : [];
    return [{ seen: 'Meta restricts what the page may send.' }];
  },
};

/** Why the running service sends nothing on the page: `null` when it sends, `undefined` when no service answers. */
async function pauseOf(facts: Facts, pageId: string): Promise<string | null | undefined> {
  const health = await facts.health();
  if (health === null) return undefined;
  return health.paused.find((page) => page.pageId === pageId)?.why ?? null;
}

const KNOWN_APPS: Readonly<Record<string, string>> = { [PAGE_INBOX_APP_ID]: 'The Page Inbox' };

/** The newest conversations that are looked at. */
const LOOKED_AT = 3;

export const THREAD_OURS: PageRule = {
  id: 'thread-control',
  of: 'page',
  severity: 'warning',
  checks: 'No other app controls the newest conversations of the page.',
  means:
    'Taps in these conversations go to the other app, or arrive without their payload; replies are refused.',
  mend: 'In the Page Inbox "Move to Done" gives a conversation back. In the settings of the page, under Advanced Messaging > Conversation Routing, make this app the default one.',
  fixes: null,
  examine: async (facts, pageId) => {
    const { appId } = facts.patient.environment;
    if (appId === undefined) return null;
    const people = await facts.patient.records.lastPeople(pageId, LOOKED_AT);
    const others: (string | null)[] = [];
    for (const psid of people) {
      const owner = await ownerOf(facts, pageId, psid);
      if (owner !== null && owner.appId !== appId) others.push(owner.appId);
    }
    return others.length === 0 ? [] : [controlledBy(others, people.length)];
  },
};

/** @param others the apps, `null` for those that we may not see */
function controlledBy(others: readonly (string | null)[], of: number): Complaint {
  const [first = null] = others;
  const whose = first === null ? 'Another app' : (KNOWN_APPS[first] ?? `App ${first}`);
  const seen = `${whose} controls ${others.length} of the newest ${of} conversations.`;
  // People of the business answer there, as a rule because a handler handed over.
  const isWanted = others.every((owner) => owner === PAGE_INBOX_APP_ID);
  return { seen, about: String(first), ...(isWanted && { severity: 'notice' }) };
}

const TELLS_NOTHING: ReadonlySet<GraphVerdict> = new Set<GraphVerdict>([
  'bug',
  'user_gone',
  'window_closed',
]);

/** @returns `null` for a conversation that nobody controls */
async function ownerOf(
  facts: Facts,
  pageId: string,
  psid: string,
): Promise<{ readonly appId: string | null } | null> {
  try {
    const owner = await facts.owner(pageId, psid);
    return owner.state === 'idle' ? null : owner;
  } catch (error) {
    // Of somebody who has deleted the account, and of some conversations, Meta tells nothing.
    if (error instanceof GraphError && TELLS_NOTHING.has(error.verdict)) return null;
    throw error;
  }
}
