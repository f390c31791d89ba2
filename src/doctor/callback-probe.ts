import { createHmac, randomInt } from 'node:crypto';

/** Meta gives up after as long. */
const DEADLINE_MS = 5_000;
/** A body that holds no event. */
const NOTHING = '{"object":"page","entry":[]}';

/** What a callback says to Meta's questions. */
export interface CallbackProbe {
  readonly verification: Answer;
  /** To a body that is signed with our secret and holds nothing; `null` when it was not asked. */
  readonly signed: Answer | null;
}

/** - `good`: as Meta wants it. - `refused`: with a status. - `silent`: no answer within 5 s, or none that is whole. */
export type Answer =
  | { readonly state: 'good' }
  | { readonly state: 'refused'; readonly status: number }
  | { readonly state: 'wrong'; readonly what: string }
  | { readonly state: 'silent'; readonly what: string };

interface Secrets {
  readonly verifyToken: string;
  readonly appSecret: string;
}

/**
 * Asks a callback what Meta asks it: for the challenge, as when its address is saved, and to take a signed body. Never throws,
 * follows no redirect.
 */
export async function probeCallback(url: string, secrets: Secrets): Promise<CallbackProbe> {
  if (!isAskable(url)) {
    const what = 'its address is not https, which Meta asks for';
    return { verification: { state: 'wrong', what }, signed: null };
  }
  const verification = await verify(url, secrets.verifyToken);
  if (verification.state === 'silent') return { verification, signed: null };
  return { verification, signed: await postSigned(url, secrets.appSecret) };
}

/** Meta calls https only; plain http is for the stand-in, on this machine. */
function isAskable(url: string): boolean {
  if (!URL.canParse(url)) return false;
  const { protocol, hostname } = new URL(url);
  const isHere = ['localhost', '127.0.0.1', '[::1]'].includes(hostname);
  return protocol === 'https:' || (protocol === 'http:' && isHere);
}

async function verify(url: string, verifyToken: string): Promise<Answer> {
  const challenge = String(randomInt(1_000_000_000, 2_000_000_000));
  const address = new URL(url);
  address.searchParams.set('hub.mode', 'subscribe');
  address.searchParams.set('hub.challenge', challenge);
  address.searchParams.set('hub.verify_token', verifyToken);
  const answer = await ask(address, {});
  if (answer.state !== 'good' || answer.text === challenge) return withoutText(answer);
  return { state: 'wrong', what: 'it answers 200 without the challenge, or with more than that' };
}

async function postSigned(url: string, appSecret: string): Promise<Answer> {
  const signature = createHmac('sha256', appSecret).update(NOTHING).digest('hex');
  const headers = {
    'Content-Type': 'application/json',
    'X-Hub-Signature-256': `sha256=${signature}`,
  };
  return withoutText(await ask(new URL(url), { method: 'POST', headers, body: NOTHING }));
}

type Heard = Answer & { readonly text?: string };

async function ask(address: URL, request: RequestInit): Promise<Heard> {
  try {
    const signal = AbortSignal.timeout(DEADLINE_MS);
    const response = await fetch(address, { ...request, redirect: 'manual', signal });
    const text = await response.text();
    if (response.status !== 200) return { state: 'refused', status: response.status };
    return { state: 'good', text };
  } catch (error) {
    return { state: 'silent', what: reasonOf(error) };
  }
}

function withoutText(heard: Heard): Answer {
  return heard.state === 'good' ? { state: 'good' } : heard;
}

/** `ECONNREFUSED`, `CERT_HAS_EXPIRED`, `no answer within 5 s` */
function reasonOf(error: unknown): string {
  if (memberOf(error, 'name') === 'TimeoutError') return 'no answer within 5 s';
  const code = memberOf(memberOf(error, 'cause'), 'code');
  return typeof code === 'string' ? code : 'no answer';
}

function memberOf(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined;
}
