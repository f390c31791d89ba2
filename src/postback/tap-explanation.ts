import type { TapKind } from './declared-route.js';
import { explainMatch, type MatchExplanation } from './match-explanation.js';
import { PayloadDataError } from './postback.errors.js';
import type { RouteHandler, RouteSet } from './postback.routes.js';
import { readPayload, validateData } from './tap-data.js';

/** What would become of a tap. */
export interface TapExplanation extends MatchExplanation<RouteHandler> {
  readonly kind: TapKind;
  /** What routes are matched against. */
  readonly action: string;
  /** Why its data would be refused; empty when they fit, or nothing checks them. */
  readonly dataIssues: readonly string[];
}

/** Explains what would become of a tap with this payload. No handler is run. */
export async function explainTap(
  { taps }: Pick<RouteSet, 'taps'>,
  kind: TapKind,
  payload: string,
): Promise<TapExplanation> {
  const { action, data } = readPayload(payload);
  const match = explainMatch(taps, kind, action);
  const shape = match.winner?.route.definition?.shape;
  const dataIssues = shape ? await issuesOf(() => validateData(shape, data)) : [];
  return { kind, action, ...match, dataIssues };
}

async function issuesOf(validate: () => Promise<unknown>): Promise<readonly string[]> {
  try {
    await validate();
    return [];
  } catch (error) {
    if (error instanceof PayloadDataError) return error.issues;
    throw error;
  }
}
