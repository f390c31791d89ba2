import type { Answer } from '../callback-probe.js';
import type { Facts } from '../facts.js';
import type { AppRule } from '../rule.js';
import { shownAddress } from '../shown-address.js';

const OF_OTHERS =
  'Or Meta calls somebody else: `tapline subscriptions set --callback https://YOUR-HOST/webhook` sets the address.';

export const CALLBACK_REACHABLE: AppRule = {
  id: 'callback-reachable',
  of: 'app',
  severity: 'error',
  checks: "The app's webhook answers this machine within 5 seconds, over https.",
  means: 'Nothing arrives. After an hour of failures Meta unsubscribes the page.',
  mend: `Start the service, and look at the proxy, the firewall and the certificate in front of it. ${OF_OTHERS}`,
  fixes: null,
  examine: async (facts) => {
    const heard = await verificationOf(facts);
    if (heard === null) return unseen(facts);
    if (heard.answer.state !== 'silent') return [];
    const seen = `${heard.url} does not answer this machine (${heard.answer.what}).`;
    // Meta may come by another way, through which events have just arrived.
    return [{ seen, ...((await isHeard(facts)) && { severity: 'warning' }) }];
  },
};

export const CALLBACK_VERIFIES: AppRule = {
  id: 'callback-verifies',
  of: 'app',
  severity: 'warning',
  checks: "The app's webhook knows META_VERIFY_TOKEN and gives the challenge back.",
  means: 'Meta refuses to save the address; what is subscribed to cannot be changed.',
  mend: `Give the service behind that address the same META_VERIFY_TOKEN. ${OF_OTHERS}`,
  fixes: null,
  examine: async (facts) => {
    const heard = await verificationOf(facts);
    if (heard === null) return unseen(facts);
    const { url, answer } = heard;
    if (answer.state === 'wrong') return [{ seen: `${url}: ${answer.what}.` }];
    if (answer.state !== 'refused') return [];
    return [{ seen: `${url} answers ${answer.status} to Meta's question with this verify token.` }];
  },
};

interface Heard {
  readonly url: string;
  readonly answer: Answer;
}

async function verificationOf(facts: Facts): Promise<Heard | null> {
  const probe = await facts.callback();
  if (probe === null) return null;
  const { callbackUrl = '' } = (await facts.app()) ?? {};
  return { url: shownAddress(callbackUrl), answer: probe.verification };
}

/** Without a webhook there is nothing to find here; without the app's id nobody knows. */
function unseen({ hasAppId }: Facts): readonly [] | null {
  return hasAppId ? [] : null;
}

const DAY_MS = 86_400_000;

/** Whether an event of a person arrived within a day, on any page. */
async function isHeard({ patient }: Facts): Promise<boolean> {
  const pages = [...patient.environment.pageTokens.keys()];
  const moments = await Promise.all(pages.map((page) => patient.records.lastHeardAt(page)));
  return moments.some((at) => at !== null && patient.now() - at < DAY_MS);
}

export const CALLBACK_TAKES_SIGNED: AppRule = {
  id: 'callback-secret',
  of: 'app',
  severity: 'error',
  checks: "The app's webhook takes a body that is signed with META_APP_SECRET.",
  means: 'Everything that Meta sends is refused. After an hour of that Meta unsubscribes the page.',
  mend: 'Give the service behind that address the app secret of this app, and see that no proxy changes bodies on the way.',
  fixes: null,
  examine: async (facts) => {
    const signed = (await facts.callback())?.signed ?? null;
    if (signed === null) return unseen(facts);
    if (signed.state === 'good') return [];
    const { callbackUrl = '' } = (await facts.app()) ?? {};
    return [{ seen: `${shownAddress(callbackUrl)} ${refusalOf(signed)}.` }];
  },
};

function refusalOf(signed: Exclude<Answer, { state: 'good' }>): string {
  return signed.state === 'refused'
    ? `answers ${signed.status} to a signed body without events${WHY[signed.status] ?? ''}`
    : `does not answer a signed body (${signed.what})`;
}

const WHY: Readonly<Record<number, string>> = {
  401: ': it knows another app secret, or the body was changed on the way',
  403: ': something before the service refuses it',
  503: ': it cannot store, or is stopping',
};
