import { Injectable } from '@nestjs/common';
import { text } from '../../messaging/index.js';
import { BootChecks } from '../boot-checks/boot-checks.service.js';
import type { BootFinding } from '../boot-finding.js';
import { PostbackRoutes } from '../postback.routes.js';
import { lockFindings, type LockSeverities } from './lock-findings.js';
import type { PayloadLock, RetiredPayload } from './payload-lock.js';
import { NoPayloadLockError, NotLockedError } from './payload-lock.errors.js';
import { PayloadLockfile } from './payload-lockfile.service.js';
import { notLockedFindings, splitFindings } from './update-findings.js';
import { type LockUpdate, retire, updateLock } from './update-lock.js';

/** What came of writing the lock. */
export interface Locking {
  /** Errors: nothing was written. */
  readonly findings: readonly BootFinding[];
  /** Patterns that are new in the lock. */
  readonly added: readonly string[];
  /** Patterns of which something else is in the lock now. */
  readonly changed: readonly string[];
}

const STRICT: LockSeverities = { unanswered: 'error', rerouted: 'error' };

/** Holds the lock against the handlers of this release, and brings it up to date. Needs an application that is initialised. */
@Injectable()
export class LockKeeper {
  constructor(
    private readonly lockfile: PayloadLockfile,
    private readonly routes: PostbackRoutes,
    private readonly checks: BootChecks,
  ) {}

  /**
   * What this release breaks, and what of it is not in the lock yet.
   * @throws NoPayloadLockError, PayloadLockError
   */
  check(): readonly BootFinding[] {
    const lock = this.lockfile.read();
    const update = updateLock(lock, this.facts);
    return [
      ...this.broken(lock),
      ...notLockedFindings(update, this.path),
      ...splitFindings(lock, update, this.path),
    ];
  }

  /**
   * Adds what this release sends and takes, unless it breaks a promise that is not in `accepted`.
   * @param accepted patterns whose new handler or data mean the same as before
   * @throws NotLockedError when the lock lacks one of them; NoPayloadLockError, PayloadLockError
   */
  lock(accepted: readonly string[]): Locking {
    const lock = this.lockfile.read();
    for (const pattern of accepted) this.mustHave(lock, pattern);
    const update = updateLock(lock, this.facts, new Set(accepted));
    const findings = [...this.broken(update.lock), ...splitFindings(lock, update, this.path)];
    if (isFree(findings)) this.write(update);
    const [added, changed] = [update.added, update.changed].map((payloads) =>
      payloads.map(({ pattern }) => pattern),
    );
    return { findings, added: added ?? [], changed: changed ?? [] };
  }

  /**
   * Has old buttons answered by the lock from the next start on, unless a handler takes them.
   * @returns what stands against it; after an error nothing was written
   * @throws NotLockedError, ReplyLimitError; NoPayloadLockError, PayloadLockError
   */
  retire(pattern: string, retired: RetiredPayload): readonly BootFinding[] {
    const lock = this.lockfile.read();
    this.mustHave(lock, pattern);
    if (typeof retired.reply === 'string') text(retired.reply);
    const after = retire(lock, pattern, retired);
    const only = { payloads: after.payloads.filter((locked) => locked.pattern === pattern) };
    const findings = this.broken(only);
    if (isFree(findings)) this.lockfile.write(after);
    return findings;
  }

  private write({ lock, added, changed }: LockUpdate): void {
    if (added.length + changed.length > 0) this.lockfile.write(lock);
  }

  private broken(lock: PayloadLock): readonly BootFinding[] {
    return lockFindings(lock, this.facts, this.path, STRICT);
  }

  private mustHave({ payloads }: PayloadLock, pattern: string): void {
    if (payloads.some((locked) => locked.pattern === pattern)) return;
    throw new NotLockedError(
      pattern,
      this.path,
      payloads.map((locked) => locked.pattern),
    );
  }

  private get path(): string {
    if (this.lockfile.path === null) throw new NoPayloadLockError();
    return this.lockfile.path;
  }

  private get facts() {
    return this.checks.declared(this.routes.set.live);
  }
}

function isFree(findings: readonly BootFinding[]): boolean {
  return findings.every(({ severity }) => severity !== 'error');
}
