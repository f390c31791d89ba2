import { charactersIn } from './characters.js';
import { invalidParameter, mustBeNonEmpty, mustBeText, tooMany } from './graph-error.js';
import { keepDigits } from './keep-digits.js';

/** What a Graph call brought: query and body together, as JSON values. */
export type Params = Readonly<Record<string, unknown>>;

/** Parameters that a form carries as JSON text. Others, such as `metadata`, stay the text they are. */
const STRUCTURED = [
  'recipient',
  'message',
  'thread_control',
  'payload',
  'reply_to',
  'get_started',
  'greeting',
  'ice_breakers',
  'persistent_menu',
  'commands',
  'whitelisted_domains',
  'user_ids',
  'actions',
  'batch',
];

/** Query and body in one; the body wins. Form fields that hold JSON are read as JSON. */
export function paramsOf(query: Params, body: unknown): Params {
  const all = Object.entries({ ...query, ...(isRecord(body) ? body : {}) });
  return Object.fromEntries(
    all.map(([name, value]) => [name, STRUCTURED.includes(name) ? structured(value) : value]),
  );
}

/**
 * The method that counts: a parameter `method` makes a POST a DELETE or a GET, for clients that know no other. Never the other way
 * round: any page on the web can cause a GET.
 */
export function methodOf(method: string, { method: override }: Params): string {
  if (method !== 'POST' || typeof override !== 'string' || override === '') return method;
  return override.toUpperCase();
}

export function isRecord(value: unknown): value is Params {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** An id, which callers send as text or as a number. */
export function idOf(value: unknown): string | null {
  if (typeof value === 'number') return String(value);
  return typeof value === 'string' && value !== '' ? value : null;
}

/** A switch that is off, which forms carry as text. */
export function isFalse(value: unknown): boolean {
  return value === false || value === 'false';
}

/** A switch that is on, which forms carry as text. */
export function isTrue(value: unknown): boolean {
  return value === true || value === 'true';
}

/** Names in a list, in the JSON text of one, or in text with commas: `messages,messaging_postbacks`. Empty when missing. */
export function namesIn(value: unknown): readonly string[] {
  const list = typeof value === 'string' && value.startsWith('[') ? structured(value) : value;
  if (Array.isArray(list)) return list.flatMap((name) => idOf(name) ?? []);
  if (typeof list !== 'string') return [];
  return list
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name !== '');
}

/** A list of 1 to `limit` elements. */
export function listWithin(value: unknown, limit: number, parameter: string): readonly unknown[] {
  if (!Array.isArray(value) || value.length === 0) throw mustBeNonEmpty(parameter);
  if (value.length > limit) throw tooMany(parameter);
  return value;
}

/** A text of 1 to `limit` characters. */
export function textWithin(value: unknown, limit: number, parameter: string): string {
  if (typeof value !== 'string' || value === '') throw mustBeText(parameter);
  return lengthWithin(value, limit, parameter);
}

export function optionalWithin(value: unknown, limit: number, parameter: string): string | null {
  return value === undefined ? null : textWithin(value, limit, parameter);
}

export function lengthWithin(text: string, limit: number, parameter: string): string {
  if (charactersIn(text) <= limit) return text;
  throw invalidParameter(`Length of param ${parameter} must be less than or equal to ${limit}`);
}

function structured(value: unknown): unknown {
  if (typeof value !== 'string') return value;
  try {
    return JSON.parse(value, keepDigits) as unknown;
  } catch {
    return value;
  }
}
