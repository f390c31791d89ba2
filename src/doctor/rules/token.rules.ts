import { GraphError, type TokenFacts } from '../../graph/index.js';
import type { Facts } from '../facts.js';
import type { Complaint, PageRule } from '../rule.js';
import { APP_SECRET, sentenceOf } from './app.rules.js';

const SOON_MS = 7 * 86_400_000;
const NEEDED_SCOPES = ['pages_messaging', 'pages_manage_metadata'];
const NEW_TOKEN =
  'Make a new one in App Dashboard > Messenger > Settings > Access Tokens and put it into META_PAGE_TOKENS; a running service takes it after a restart.';

export const PAGE_TOKEN: PageRule = {
  id: 'page-token',
  of: 'page',
  severity: 'error',
  checks: "Meta takes the page's token.",
  means: 'No reply reaches anybody on this page.',
  mend: NEW_TOKEN,
  fixes: null,
  examine: async (facts, pageId) => {
    const refusal = await refusalOf(facts, pageId);
    if (refusal !== null) return [refusal];
    const token = await facts.token(pageId);
    if (token === null || token.isValid) return [];
    return [{ seen: `Meta says that the token is not valid (${token.problem ?? 'no reason'}).` }];
  },
};

async function refusalOf(facts: Facts, pageId: string): Promise<Complaint | null> {
  try {
    await facts.page(pageId);
    return null;
  } catch (error) {
    if (!(error instanceof GraphError) || error.verdict !== 'token') throw error;
    const seen = sentenceOf(error);
    return error.metaCode === BAD_PROOF ? { seen, mend: APP_SECRET.mend } : { seen };
  }
}

/** Of the codes that are about the token this one is about the proof, which is made with the app secret. */
const BAD_PROOF = 100;

export const TOKEN_OF_PAGE: PageRule = {
  id: 'token-of-page',
  of: 'page',
  severity: 'error',
  checks: 'The token is a page token, of this page and of this app.',
  means: 'Replies are refused, or are of another page than people wrote to.',
  mend: `${NEW_TOKEN} Look at the page's id too.`,
  fixes: null,
  examine: async (facts, pageId) => {
    const { id } = await facts.page(pageId);
    const token = await facts.token(pageId);
    if (token?.isValid === false) return [];
    const kinds = kindOf(token, facts.patient.environment.appId);
    // Of a user's token `me` is the user.
    const isOther = id !== null && id !== pageId && (token?.type ?? 'PAGE') === 'PAGE';
    return isOther ? [{ seen: `The token is of page ${id}.` }, ...kinds] : kinds;
  },
};

function kindOf(token: TokenFacts | null, appId: string | undefined): readonly Complaint[] {
  if (token === null) return [];
  const complaints: Complaint[] = [];
  if (token.type !== null && token.type !== 'PAGE')
    complaints.push({ seen: `The token is of type ${token.type}, not PAGE.` });
  if (token.appId !== null && token.appId !== appId)
    complaints.push({
      seen: `The token was made for app ${token.appId}, META_APP_ID is ${appId}.`,
      means:
        'Taps on buttons of the other app arrive without their payload, and echoes are not recognised.',
    });
  return complaints;
}

export const TOKEN_SCOPES: PageRule = {
  id: 'token-permissions',
  of: 'page',
  severity: 'error',
  checks: `The token permits ${NEEDED_SCOPES.join(' and ')}.`,
  means:
    'Replies are refused (pages_messaging), or subscriptions cannot be seen and set (pages_manage_metadata).',
  mend: `Grant the permission when you make the token. ${NEW_TOKEN}`,
  fixes: null,
  examine: async (facts, pageId) => {
    const token = await facts.token(pageId);
    if (token === null) return null;
    if (!token.isValid) return [];
    const missing = NEEDED_SCOPES.filter((scope) => !token.scopes.includes(scope));
    return missing.map((scope) => ({ seen: `The token does not permit ${scope}.`, about: scope }));
  },
};

export const TOKEN_EXPIRY: PageRule = {
  id: 'token-expiry',
  of: 'page',
  severity: 'warning',
  checks: 'The token, and its access to data, last for another 7 days.',
  means: 'From then on no reply reaches anybody on this page.',
  mend: NEW_TOKEN,
  fixes: null,
  examine: async (facts, pageId) => {
    const token = await facts.token(pageId);
    if (token === null) return null;
    if (!token.isValid) return [];
    const soon = facts.patient.now() + SOON_MS;
    const ends = (what: string, at: number | null): readonly Complaint[] =>
      at === null || at > soon
        ? []
        : [{ seen: `${what} ends on ${new Date(at).toISOString().slice(0, 10)}.`, about: what }];
    return [
      ...ends('The token', token.expiresAt),
      ...ends('Its access to data', token.dataAccessExpiresAt),
    ];
  },
};
