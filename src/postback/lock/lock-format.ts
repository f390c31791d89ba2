import { checkReply, isReply, PayloadPattern, type Reply, text } from '../../messaging/index.js';
import { PayloadLockError } from './payload-lock.errors.js';
import {
  inLockOrder,
  type LockedData,
  type LockedHandlers,
  type LockedPayload,
  lockKeyOf,
  type PayloadLock,
  type RetiredPayload,
  TAP_KINDS,
} from './payload-lock.js';

const VERSION = 1;
const CONFLICT_MARKER = /^(?:<{7}|={7}|>{7})/m;

/** Writes a lock: the same text for the same payloads, one line a fact, so that reviews and merges see what changed. */
export function printLock({ payloads }: PayloadLock): string {
  const ordered = inLockOrder(payloads).map(withKeysInOrder);
  return `${JSON.stringify({ lockfileVersion: VERSION, payloads: ordered }, null, 2)}\n`;
}

function withKeysInOrder({ pattern, handlers, data, retired }: LockedPayload): LockedPayload {
  return { pattern, handlers, ...(data && { data }), ...(retired && { retired }) };
}

/**
 * Reads a lock.
 * @param path for the message
 * @throws PayloadLockError
 */
export function parseLock(source: string, path: string): PayloadLock {
  if (CONFLICT_MARKER.test(source)) {
    throw new PayloadLockError(
      path,
      'holds the marks of an unfinished merge.',
      'Keep the entries of both sides, then run: npm run tapline -- payloads lock.',
    );
  }
  const reader = new LockReader(path);
  return reader.read(reader.json(source));
}

/** Narrows what JSON gave; every complaint names the entry and the field. */
class LockReader {
  constructor(private readonly path: string) {}

  json(source: string): unknown {
    try {
      return JSON.parse(source) as unknown;
    } catch (cause) {
      throw new PayloadLockError(this.path, `is not JSON: ${reasonOf(cause)}.`, RESTORE, { cause });
    }
  }

  read(value: unknown): PayloadLock {
    const { lockfileVersion, payloads } = this.record(value, 'the file', [
      'lockfileVersion',
      'payloads',
    ]);
    if (lockfileVersion !== VERSION)
      throw this.error(`has "lockfileVersion" ${JSON.stringify(lockfileVersion)}, not ${VERSION}.`);
    if (!Array.isArray(payloads)) throw this.error('has no list "payloads".');
    const read = payloads.map((each, index) => this.payload(each, `entry ${index + 1}`));
    this.checkTwins(read);
    return { payloads: inLockOrder(read) };
  }

  private payload(value: unknown, entry: string): LockedPayload {
    const fields = this.record(value, entry, ['pattern', 'handlers', 'data', 'retired']);
    const pattern = this.pattern(fields['pattern'], entry);
    const where = JSON.stringify(pattern);
    return withKeysInOrder({
      pattern,
      handlers: this.handlers(fields['handlers'], where),
      ...('data' in fields && { data: this.data(fields['data'], where) }),
      ...('retired' in fields && { retired: this.retired(fields['retired'], where) }),
    });
  }

  private pattern(value: unknown, entry: string): string {
    if (typeof value !== 'string') throw this.error(`has no "pattern" in ${entry}.`);
    try {
      return PayloadPattern.parse(value).source;
    } catch (cause) {
      throw this.error(`has a "pattern" in ${entry} that cannot be read: ${reasonOf(cause)}`, {
        cause,
      });
    }
  }

  private handlers(value: unknown, where: string): LockedHandlers {
    const fields = this.record(value, `"handlers" of ${where}`, TAP_KINDS);
    const handlers = TAP_KINDS.flatMap((kind): [string, string][] => {
      const label = fields[kind];
      if (label === undefined) return [];
      if (typeof label !== 'string') throw this.error(`names no handler for ${kind} in ${where}.`);
      return [[kind, label]];
    });
    if (handlers.length === 0) throw this.error(`names no handler in ${where}.`);
    return Object.fromEntries(handlers);
  }

  private data(value: unknown, where: string): LockedData {
    const fields = this.record(value, `"data" of ${where}`);
    return Object.fromEntries(
      Object.entries(fields).map(([name, rules]) => {
        if (!isTexts(rules)) throw this.error(`has no list of rules for "${name}" of ${where}.`);
        return [name, rules];
      }),
    );
  }

  private retired(value: unknown, where: string): RetiredPayload {
    const { reply } = this.record(value, `"retired" of ${where}`, ['reply']);
    try {
      return { reply: sendable(reply) };
    } catch (cause) {
      throw this.error(`has a "reply" that cannot be sent in ${where}: ${reasonOf(cause)}`, {
        cause,
      });
    }
  }

  private record(
    value: unknown,
    what: string,
    known?: readonly string[],
  ): Readonly<Record<string, unknown>> {
    if (!isRecord(value)) throw this.error(`has no object where ${what} should be.`);
    const unknown = Object.keys(value).find((key) => known && !known.includes(key));
    if (unknown !== undefined)
      throw this.error(`has an unknown field ${JSON.stringify(unknown)} in ${what}.`);
    return value;
  }

  private checkTwins(payloads: readonly LockedPayload[]): void {
    const seen = new Set<string>();
    for (const { pattern } of payloads) {
      const key = lockKeyOf(pattern);
      if (seen.has(key)) throw this.error(`has two entries for ${JSON.stringify(pattern)}.`);
      seen.add(key);
    }
  }

  private error(problem: string, options?: ErrorOptions): PayloadLockError {
    return new PayloadLockError(this.path, problem, RESTORE, options);
  }
}

const RESTORE = 'Mend it by hand, or take it from the last commit and lock again.';

function sendable(reply: unknown): string | Reply {
  if (typeof reply === 'string') {
    text(reply);
    return reply;
  }
  if (!isReply(reply)) throw new TypeError('it is neither a text nor a reply.');
  checkReply(reply);
  return reply;
}

function reasonOf(cause: unknown): string {
  return cause instanceof Error ? cause.message : String(cause);
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isTexts(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.every((each) => typeof each === 'string');
}
