import { PayloadPattern } from '../../messaging/index.js';
import type { Declared } from '../boot-checks/boot-check.js';
import type { TapKind } from '../declared-route.js';
import { currentPayloads, takerOf } from './current-payloads.js';
import { dataMisfits, keptData } from './data-misfits.js';
import {
  inLockOrder,
  kindsOf,
  type LockedHandlers,
  type LockedPayload,
  lockKeyOf,
  type PayloadLock,
  type RetiredPayload,
} from './payload-lock.js';

type Facts = Pick<Declared, 'table' | 'definitions'>;

/** A lock that knows this release too. */
export interface LockUpdate {
  readonly lock: PayloadLock;
  readonly added: readonly LockedPayload[];
  /** New kinds of tap, data that accept more, accepted changes. */
  readonly changed: readonly LockedPayload[];
}

/**
 * Adds what this release sends and takes. What the lock promises stays as it is, unless it is in `accepted`: then the payload's
 * handler and the rules of its data are today's.
 * @param accepted patterns as the lock has them
 */
export function updateLock(
  { payloads }: PayloadLock,
  facts: Facts,
  accepted: ReadonlySet<string> = new Set(),
): LockUpdate {
  const current = new Map(currentPayloads(facts).map((each) => [lockKeyOf(each.pattern), each]));
  const known = new Set(payloads.map(({ pattern }) => lockKeyOf(pattern)));
  const added = [...current.values()].filter(({ pattern }) => !known.has(lockKeyOf(pattern)));
  const updated = payloads.map((locked) => {
    if (locked.retired) return locked;
    const today = current.get(lockKeyOf(locked.pattern));
    return accepted.has(locked.pattern) ? asToday(locked, today, facts) : widened(locked, today);
  });
  const before = new Set(payloads.map((each) => JSON.stringify(each)));
  return {
    lock: { payloads: inLockOrder([...updated, ...added]) },
    added,
    changed: updated.filter((each) => !before.has(JSON.stringify(each))),
  };
}

/** The locked promise, and what today promises besides. */
function widened(locked: LockedPayload, today: LockedPayload | undefined): LockedPayload {
  if (today === undefined) return locked;
  const fits = dataMisfits(locked.data, today.data).length === 0;
  const data = fits ? keptData(locked.data, today.data) : locked.data;
  return {
    pattern: today.pattern,
    handlers: inKindOrder({ ...today.handlers, ...locked.handlers }),
    ...(data && { data }),
  };
}

function asToday(
  locked: LockedPayload,
  today: LockedPayload | undefined,
  { table }: Facts,
): LockedPayload {
  const pattern = PayloadPattern.parse(locked.pattern);
  const handlers: Partial<Record<TapKind, string>> = { ...locked.handlers, ...today?.handlers };
  for (const kind of kindsOf(locked)) {
    const taker = takerOf(table, kind, pattern);
    if (taker !== null) handlers[kind] = taker;
  }
  const data = today?.data;
  return { pattern: locked.pattern, handlers: inKindOrder(handlers), ...(data && { data }) };
}

function inKindOrder(handlers: LockedHandlers): LockedHandlers {
  const { postback, quick_reply: quickReply } = handlers;
  return {
    ...(postback !== undefined && { postback }),
    ...(quickReply !== undefined && { quick_reply: quickReply }),
  };
}

/** The lock with one of its payloads retired. */
export function retire(
  { payloads }: PayloadLock,
  pattern: string,
  retired: RetiredPayload,
): PayloadLock {
  return {
    payloads: payloads.map((locked) =>
      locked.pattern === pattern ? { ...locked, retired } : locked,
    ),
  };
}
