import type { PageState } from '../platform/page-state.js';
import type { Platform } from '../platform/platform.js';
import { appTokenOf, badToken, DEFAULT_SCOPES, lapsed } from './graph-access.js';
import type { AppCall, GraphAnswer } from './graph-endpoint.js';
import { type GraphError, isRequired } from './graph-error.js';

/** `GET /debug_token?input_token=…`: what a token is, whether it is taken, and why not. */
export function debugToken({ platform, params }: AppCall): GraphAnswer {
  const { input_token: token } = params;
  if (typeof token !== 'string' || token === '') throw isRequired('input_token');
  return { body: { data: factsOf(platform, token) } };
}

function factsOf(platform: Platform, token: string): object {
  const { appId, appName } = platform.settings;
  const app = { app_id: appId, application: appName };
  if (token === appTokenOf(platform)) return { ...app, type: 'APP', is_valid: true, scopes: [] };
  const page = platform.pageOfToken(token);
  if (page === undefined) return { error: errorOf(badToken()), is_valid: false, scopes: [] };
  const facts = { ...app, ...pageFacts(page) };
  if (page.tokenFault === null) return { ...facts, is_valid: true };
  return { ...facts, is_valid: false, error: errorOf(lapsed(page.tokenFault)) };
}

function pageFacts({ page }: PageState): object {
  const scopes = page.scopes ?? DEFAULT_SCOPES;
  return {
    type: 'PAGE',
    // 0 is never.
    expires_at: Math.floor((page.tokenExpiresAt ?? 0) / 1_000),
    data_access_expires_at: 0,
    profile_id: page.id,
    // Whoever made the token.
    user_id: '100000000000001',
    scopes,
    granular_scopes: scopes.map((scope) => ({ scope, target_ids: [page.id] })),
  };
}

function errorOf({ code, message, subcode }: GraphError): object {
  return { code, message, ...(subcode !== null && { subcode }) };
}
