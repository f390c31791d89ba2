import { parse } from 'secure-json-parse';
import { isDeeperThan } from '../messaging/index.js';

const DEPTH_MAX = 32;
/** A number that a double may not hold: only then is the slower way of parsing taken. */
const LONG_INTEGER = /[[:,\s]-?\d{16,}/;

const utf8 = new TextDecoder('utf-8', { fatal: true });

/** Why bytes that Meta signed are not JSON to work with. `malformed-json` includes keys that would reach a prototype. */
type BadJson = 'invalid-utf8' | 'too-deep' | 'malformed-json';

export type ParsedJson =
  | { readonly ok: true; readonly value: unknown; readonly text: string }
  | { readonly ok: false; readonly reason: BadJson };

/**
 * Parses what Meta sent. Integers beyond 2^53 become texts with all their digits, because they are ids.
 *
 * `{"id":17895695668004550123}` becomes `{ id: '17895695668004550123' }`.
 */
export function parseJson(bytes: Uint8Array): ParsedJson {
  if (isDeeperThan(DEPTH_MAX, bytes)) return { ok: false, reason: 'too-deep' };
  const text = orNull(() => utf8.decode(bytes));
  if (text === null) return { ok: false, reason: 'invalid-utf8' };
  const reviver = LONG_INTEGER.test(text) ? keepDigits : undefined;
  const parsed = orNull(() => ({ value: parse(text, reviver) as unknown }));
  return parsed ? { ok: true, value: parsed.value, text } : { ok: false, reason: 'malformed-json' };
}

function orNull<T>(attempt: () => T): T | null {
  try {
    return attempt();
  } catch {
    return null;
  }
}

/** The third argument of a reviver holds the digits as they stood in the text (Node 22 and later). */
function keepDigits(_key: string, value: unknown, ...[context]: { source?: string }[]): unknown {
  const source = context?.source ?? '';
  const isLongId =
    typeof value === 'number' && !Number.isSafeInteger(value) && /^-?\d+$/.test(source);
  return isLongId ? source : value;
}
