import { createHmac } from 'node:crypto';
import type { PageState } from '../platform/page-state.js';
import type { Platform } from '../platform/platform.js';
import { TOKEN_FAULTS, type TokenFault } from '../platform/token-fault.js';
import { GraphError } from './graph-error.js';
import type { Params } from './params.js';

/** Parameters that prove who calls; no record keeps them. */
const SECRET_PARAMS = [
  'access_token',
  'appsecret_proof',
  'appsecret_time',
  'input_token',
  'verify_token',
];
/** How long a proof with a time in it counts. */
const PROOF_SECONDS = 300;

/** What a call brings to say who makes it. */
export interface Credentials {
  readonly params: Params;
  /** The header; its token counts when no parameter holds one. */
  readonly authorization: string | undefined;
}

/**
 * The page that the token belongs to.
 * @throws a {@link GraphError} when there is none, Meta takes it no longer, or its proof is wrong
 */
export function authorisePage(platform: Platform, credentials: Credentials): PageState {
  const token = tokenOf(credentials);
  const page = platform.pageOfToken(token);
  if (page === undefined) throw token === appTokenOf(platform) ? notAPageToken() : badToken();
  if (page.tokenFault !== null) throw lapsed(page.tokenFault);
  checkProof(platform, token, credentials.params);
  return page;
}

/** Whose call it seems to be, whether or not the token is still taken; `undefined` for nobody's. */
export function callerOf(platform: Platform, credentials: Credentials): PageState | undefined {
  const token = tokenIn(credentials);
  return token === null ? undefined : platform.pageOfToken(token);
}

/** @throws a {@link GraphError} when the token is not the app's own, `APP_ID|APP_SECRET` */
export function authoriseApp(platform: Platform, credentials: Credentials): void {
  const token = tokenOf(credentials);
  if (token === appTokenOf(platform)) return checkProof(platform, token, credentials.params);
  if (platform.pageOfToken(token) === undefined) throw badToken();
  // From memory of Meta's answers; messenger-platform.md has no wording.
  throw new GraphError('(#15) This method must be called with an app access_token.', 15);
}

export function appTokenOf({ settings }: Platform): string {
  return `${settings.appId}|${settings.appSecret}`;
}

/** Why a token is refused that Meta took before. */
export function lapsed(fault: TokenFault): GraphError {
  const [subcode, words] = TOKEN_FAULTS[fault];
  return new GraphError(`Error validating access token: ${words}`, 190, subcode);
}

/** A token that was never one. */
export function badToken(): GraphError {
  return new GraphError('Invalid OAuth access token - Cannot parse access token', 190);
}

/** @throws a {@link GraphError} when the page's token does not permit this */
export function checkScope(page: PageState, scope: string): void {
  if (hasScope(page, scope)) return;
  // Meta's wording is known for pages_messaging; the others follow it.
  const code = scope === 'pages_messaging' ? 230 : 200;
  throw new GraphError(`(#${code}) Requires ${scope} permission to manage the object`, code);
}

export function hasScope({ page }: PageState, scope: string): boolean {
  return (page.scopes ?? DEFAULT_SCOPES).includes(scope);
}

/** What a page's token permits unless the options say otherwise. */
export const DEFAULT_SCOPES: readonly string[] = [
  'pages_messaging',
  'pages_manage_metadata',
  'pages_show_list',
];

export function withoutSecrets(params: Params): Params {
  return Object.fromEntries(
    Object.entries(params).filter(([name]) => !SECRET_PARAMS.includes(name)),
  );
}

/** @throws a {@link GraphError} when the call brings none */
export function tokenOf(credentials: Credentials): string {
  const token = tokenIn(credentials);
  if (token !== null) return token;
  throw new GraphError(
    'An active access token must be used to query information about the current user.',
    2500,
  );
}

/** Meta's own clients write `OAuth` where others write `Bearer`. */
function tokenIn({ params, authorization = '' }: Credentials): string | null {
  const token = params['access_token'] ?? /^(?:Bearer|OAuth) (.+)$/i.exec(authorization)?.[1];
  return typeof token === 'string' && token !== '' ? token : null;
}

function checkProof(platform: Platform, token: string, params: Params): void {
  const { appsecret_proof: proof } = params;
  if (proof === undefined && !platform.settings.requireAppsecretProof) return;
  if (proof === undefined) {
    throw badProof('API calls from the server require an appsecret_proof argument');
  }
  if (proof === expectedProof(platform, token, params['appsecret_time'])) return;
  throw badProof('Invalid appsecret_proof provided in the API argument');
}

/** @param time seconds since 1970, when the proof holds one. @returns `null` when that is too long ago */
function expectedProof({ settings, clock }: Platform, token: string, time: unknown): string | null {
  const seconds = time === undefined ? null : Number(time);
  const message = seconds === null ? token : `${token}|${seconds}`;
  const ageSeconds = seconds === null ? 0 : Math.abs(clock.nowMs() / 1000 - seconds);
  if (!(ageSeconds <= PROOF_SECONDS)) return null;
  return createHmac('sha256', settings.appSecret).update(message).digest('hex');
}

/** From memory of Meta's answers; messenger-platform.md has no wording. */
function notAPageToken(): GraphError {
  return new GraphError('(#190) This method must be called with a Page Access Token', 190);
}

function badProof(message: string): GraphError {
  return new GraphError(message, 100, null, 'GraphMethodException');
}

/** At the root there are batches and nothing else. From memory of Meta's answers. @param method in capitals */
export function unsupported(method: string): GraphError {
  const message = `Unsupported ${method.toLowerCase()} request.`;
  return new GraphError(message, 100, null, 'GraphMethodException');
}

/** @param method in capitals */
export function notYours(method: string, node: string): GraphError {
  return new GraphError(
    `Unsupported ${method.toLowerCase()} request. Object with ID '${node}' does not exist, cannot be loaded due to ` +
      'missing permissions, or does not support this operation.',
    100,
    33,
    'GraphMethodException',
  );
}
