import type { AppSubscription } from '../graph/index.js';
import type { NeededField } from './needed-fields.js';

/** A field, and on which levels it is subscribed to. */
export interface FieldLevels {
  readonly field: string;
  readonly isNeeded: boolean;
  /** `null`: nobody can tell, because META_APP_ID is not set. */
  readonly ofApp: boolean | null;
  readonly ofPage: boolean;
}

/**
 * Every field that handlers need or anybody subscribes to, those that are needed first. Events of a field arrive when both levels
 * have it.
 * @param app `undefined` when it was not asked
 * @param page `null`: the page has not installed the app
 */
export function fieldLevels(
  needed: readonly NeededField[],
  app: AppSubscription | null | undefined,
  page: readonly string[] | null,
): readonly FieldLevels[] {
  const names = needed.map(({ field }) => field);
  const ofApp = app === undefined ? undefined : (app?.fields ?? []).map(({ name }) => name);
  const ofPage = page ?? [];
  const others = [...(ofApp ?? []), ...ofPage].filter((field) => !names.includes(field));
  return [...names, ...new Set(others.toSorted())].map((field) => ({
    field,
    isNeeded: names.includes(field),
    ofApp: ofApp?.includes(field) ?? null,
    ofPage: ofPage.includes(field),
  }));
}
