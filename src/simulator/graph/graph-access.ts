import { createHmac } from 'node:crypto';
import type { Platform } from '../platform/platform.js';
import type { SimulatedPage } from '../simulator.options.js';
import { GraphError } from './graph-error.js';
import type { Params } from './params.js';

/** Parameters that prove who calls; no record keeps them. */
const SECRET_PARAMS = ['access_token', 'appsecret_proof', 'appsecret_time'];

/**
 * The page that the token belongs to, if the call may act for the page in its path.
 * @param node `me` or a page's id
 * @param authorization the header; `Bearer TOKEN` counts when no parameter holds a token
 */
export function authorise(
  platform: Platform,
  node: string,
  params: Params,
  authorization: string | undefined,
): SimulatedPage {
  const token = params['access_token'] ?? bearerOf(authorization);
  if (typeof token !== 'string' || token === '') throw noToken();
  const page = platform.pageOfToken(token);
  if (page === undefined) throw badToken();
  checkProof(platform, token, params['appsecret_proof']);
  if (node !== 'me' && node !== page.id) throw notYours(node);
  return page;
}

export function withoutSecrets(params: Params): Params {
  return Object.fromEntries(
    Object.entries(params).filter(([name]) => !SECRET_PARAMS.includes(name)),
  );
}

function bearerOf(authorization = ''): string | undefined {
  return /^Bearer (.+)$/i.exec(authorization)?.[1];
}

function checkProof({ settings }: Platform, token: string, proof: unknown): void {
  if (proof === undefined && !settings.requireAppsecretProof) return;
  if (proof === undefined) {
    throw badProof('API calls from the server require an appsecret_proof argument');
  }
  const expected = createHmac('sha256', settings.appSecret).update(token).digest('hex');
  if (proof !== expected) throw badProof('Invalid appsecret_proof provided in the API argument');
}

function noToken(): GraphError {
  return new GraphError(
    'An active access token must be used to query information about the current user.',
    2500,
  );
}

function badToken(): GraphError {
  return new GraphError('Invalid OAuth access token - Cannot parse access token', 190);
}

function badProof(message: string): GraphError {
  return new GraphError(message, 100, null, 'GraphMethodException');
}

function notYours(node: string): GraphError {
  return new GraphError(
    `Unsupported post request. Object with ID '${node}' does not exist, cannot be loaded due to missing permissions, ` +
      'or does not support this operation.',
    100,
    33,
    'GraphMethodException',
  );
}
