import type { GraphAnswer, GraphCall } from './graph-endpoint.js';
import { DEFAULT_SCOPES } from './graph-access.js';

/** `GET /{page}/messaging_feature_review`: Meta has reviewed what the token permits, unless the page says otherwise. */
export function readFeatureReview({ page: { page } }: GraphCall): GraphAnswer {
  const scopes = page.scopes ?? DEFAULT_SCOPES;
  const reviews = {
    ...Object.fromEntries(scopes.map((scope) => [scope, 'approved'])),
    ...page.reviews,
  };
  const data = Object.entries(reviews).map(([feature, status]) => ({ feature, status }));
  return { body: { data } };
}
