import { invalidParameter, mustBeText } from './graph-error.js';

/** What a Graph call brought: query and body together, as JSON values. */
export type Params = Readonly<Record<string, unknown>>;

/** Parameters that a form carries as JSON text. Others, such as `metadata`, stay the text they are. */
const STRUCTURED = ['recipient', 'message', 'thread_control', 'payload', 'reply_to'];

/** Query and body in one; the body wins. Form fields that hold JSON are read as JSON. */
export function paramsOf(query: Params, body: unknown): Params {
  const all = Object.entries({ ...query, ...(isRecord(body) ? body : {}) });
  return Object.fromEntries(
    all.map(([name, value]) => [name, STRUCTURED.includes(name) ? structured(value) : value]),
  );
}

export function isRecord(value: unknown): value is Params {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** An id, which callers send as text or as a number. */
export function idOf(value: unknown): string | null {
  if (typeof value === 'number') return String(value);
  return typeof value === 'string' && value !== '' ? value : null;
}

/** A text of 1 to `limit` UTF-16 units, the larger of the two ways to count characters. */
export function textWithin(value: unknown, limit: number, parameter: string): string {
  if (typeof value !== 'string' || value === '') throw mustBeText(parameter);
  return lengthWithin(value, limit, parameter);
}

export function optionalWithin(value: unknown, limit: number, parameter: string): string | null {
  return value === undefined ? null : textWithin(value, limit, parameter);
}

export function lengthWithin(text: string, limit: number, parameter: string): string {
  if (text.length <= limit) return text;
  throw invalidParameter(`Length of param ${parameter} must be less than or equal to ${limit}`);
}

function structured(value: unknown): unknown {
  if (typeof value !== 'string') return value;
  try {
    return JSON.parse(value) as unknown;
  } catch {
    return value;
  }
}
