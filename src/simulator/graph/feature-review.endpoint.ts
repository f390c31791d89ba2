import type { GraphAnswer, GraphCall } from './graph-endpoint.js';
import { DEFAULT_SCOPES } from './graph-access.js';

/** `GET /{page}/messaging_feature_review`: Meta has reviewed what the token permits, and nothing else. */
export function readFeatureReview({ page: { page } }: GraphCall): GraphAnswer {
  const scopes = page.scopes ?? DEFAULT_SCOPES;
  return { body: { data: scopes.map((feature) => ({ feature, status: 'approved' })) } };
}
