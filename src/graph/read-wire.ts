import { isJsonObject, type JsonObject } from './json-object.js';

/** The objects in the `data` of an answer; none when there is no such list. */
export function dataOf({ data }: JsonObject): readonly JsonObject[] {
  return Array.isArray(data) ? data.filter(isJsonObject) : [];
}

export function textOf(value: unknown): string | null {
  return typeof value === 'string' ? value : null;
}

/** An id that Meta writes with or without quotes. Those without are of apps, and short enough for a number. */
export function idOf(value: unknown): string | null {
  return typeof value === 'number' ? String(value) : textOf(value);
}

/** Texts, or the `name` of objects: Meta lists fields in both forms. */
export function namesOf(value: unknown): readonly string[] {
  const list: readonly unknown[] = Array.isArray(value) ? value : [];
  return list.flatMap((one) => textOf(isJsonObject(one) ? one['name'] : one) ?? []);
}

/** Seconds since 1970 as milliseconds; `null` for 0, Meta's "never". */
export function momentOf(value: unknown): number | null {
  return typeof value === 'number' && value > 0 ? value * 1_000 : null;
}
