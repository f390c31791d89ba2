import type { Reply } from '../../messaging/index.js';
import type { TapKind } from '../declared-route.js';

/**
 * Every payload that a release could send or take, in the order of their patterns. Committed as `payloads.lock.json` and
 * reviewed like a migration: buttons stay in chats for ever.
 */
export interface PayloadLock {
  readonly payloads: readonly LockedPayload[];
}

export interface LockedPayload {
  /** `PRODUCT_VIEW_{productId}`; the action of a payload with data. */
  readonly pattern: string;
  /** Who takes it, by the kind of tap: `{ postback: 'ProductsHandlers.view' }`. */
  readonly handlers: LockedHandlers;
  /** What the data had to be; only of payloads with data. */
  readonly data?: LockedData;
  /** No handler takes it any more, and old buttons get this reply. */
  readonly retired?: RetiredPayload;
}

export type LockedHandlers = Readonly<Partial<Record<TapKind, string>>>;

/**
 * By field, the rules that its value must keep: `{ "productId": ["isString", "maxLength(100)"], "qty?": ["isInt"] }`.
 * A `?` behind the name: buttons without the field are accepted.
 */
export type LockedData = Readonly<Record<string, readonly string[]>>;

export interface RetiredPayload {
  /** A text, or a reply as the builders make them. */
  readonly reply: string | Reply;
}

/** The kinds of tap that a payload is locked for. */
export function kindsOf({ handlers }: LockedPayload): readonly TapKind[] {
  return TAP_KINDS.filter((kind) => handlers[kind] !== undefined);
}

export const TAP_KINDS = ['postback', 'quick_reply'] as const satisfies readonly TapKind[];

/** By pattern, in the order of UTF-16 units: the same on every machine. */
export function inLockOrder(payloads: readonly LockedPayload[]): readonly LockedPayload[] {
  return payloads.toSorted((a, b) => {
    if (a.pattern === b.pattern) return 0;
    return a.pattern < b.pattern ? -1 : 1;
  });
}

const HOLE = /\{[^}:]*(?::([^}]*))?\}/g;

/**
 * What a pattern matches, whatever its holes are called and in whichever order their choices stand: `ORDER_{id}` and
 * `ORDER_{orderId}` are one payload in the lock.
 */
export function lockKeyOf(pattern: string): string {
  return pattern.replaceAll(HOLE, (_hole, type: string | undefined) =>
    type === undefined ? '{}' : `{:${type.split('|').toSorted().join('|')}}`,
  );
}

/** The names of a pattern's holes, from the left. */
export function holesOf(pattern: string): readonly string[] {
  return [...pattern.matchAll(HOLE)].map(([hole]) => hole.slice(1, -1).split(':')[0] ?? '');
}
