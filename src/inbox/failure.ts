import { inspect, types } from 'node:util';
import { isStoreUnavailable, type StoreCondition, StoreUnavailableError } from '../store/index.js';
import { HandlingError, type OnFailure } from './inbox.errors.js';

const ERROR_CHARS_MAX = 4_000;

/** Which handler failed, as far as its consumer says so, and what that means for the conversation. */
export function failedIn(error: unknown): {
  readonly handler: string | null;
  readonly onFailure: OnFailure;
} {
  const isOurs = types.isNativeError(error) && error instanceof HandlingError;
  return isOurs ? error : { handler: null, onFailure: 'continue' };
}

/**
 * Whether our own database is why somebody failed. Handlers may have a database of their own, whose errors look like those
 * of ours: while ours works, only what it threw itself counts.
 */
export function isStoresFault(error: unknown, { state }: Pick<StoreCondition, 'state'>): boolean {
  if (state !== 'working' && isStoreUnavailable(error)) return true;
  try {
    return causesOf(error).some((cause) => cause instanceof StoreUnavailableError);
  } catch {
    return false; // It cannot be looked at.
  }
}

/** An error, what it was caused by, what that was caused by. */
function causesOf(error: unknown): readonly unknown[] {
  const causes = new Set<unknown>();
  for (let one = error; types.isNativeError(one) && !causes.has(one); one = one.cause)
    causes.add(one);
  return [...causes];
}

/** What was thrown, for people to read: at most 4,000 characters. Handlers throw all sorts of things. */
export function textOf(thrown: unknown): string {
  try {
    return inspect(thrown, { maxStringLength: ERROR_CHARS_MAX }).slice(0, ERROR_CHARS_MAX);
  } catch {
    return `(a thrown ${typeof thrown} that cannot be shown)`;
  }
}

/** The same as an error that a logger can read, for things that are none or cannot be looked at. */
export function errorOf(thrown: unknown): Error {
  const text = textOf(thrown);
  if (!types.isNativeError(thrown)) return new Error(text);
  return isReadable(thrown.cause) ? thrown : Object.assign(new Error(text), { name: thrown.name });
}

function isReadable(cause: unknown): boolean {
  return cause === undefined || typeof cause !== 'object' || types.isNativeError(cause);
}
