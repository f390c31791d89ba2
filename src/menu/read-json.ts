import type { JsonObject } from '../graph/index.js';

/** The object, or an empty one for anything else that Meta may say. */
export function objectOf(value: unknown): JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? Object.fromEntries(Object.entries(value))
    : {};
}

/** The objects of a list; none when it is no list. */
export function objectsOf(value: unknown): readonly JsonObject[] {
  return Array.isArray(value) ? value.map(objectOf) : [];
}

/** The language of an entry: one without is for everybody. */
export function localeOf({ locale }: JsonObject): string {
  return typeof locale === 'string' ? locale : 'default';
}

export function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}
