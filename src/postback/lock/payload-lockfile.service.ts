import { existsSync } from 'node:fs';
import { relative } from 'node:path';
import { Inject, Injectable } from '@nestjs/common';
import { POSTBACK_OPTIONS, type PostbackModuleOptions } from '../postback.options.js';
import { readLockFile, writeLockFile } from './lock-file.js';
import type { PayloadLock } from './payload-lock.js';

const NO_LOCK: PayloadLock = Object.freeze({ payloads: [] });

/** The lock of this application. */
@Injectable()
export class PayloadLockfile {
  constructor(@Inject(POSTBACK_OPTIONS) private readonly options: PostbackModuleOptions) {}

  /** For people: as seen from the working directory. `null` when the application has no lock. */
  get path(): string | null {
    const { lockfile } = this.options;
    if (lockfile === undefined) return null;
    const seen = relative(process.cwd(), lockfile);
    return seen.startsWith('..') ? lockfile : seen;
  }

  /** The application names one, and it is not there. */
  get isAbsent(): boolean {
    return this.options.lockfile !== undefined && !existsSync(this.options.lockfile);
  }

  /** @throws PayloadLockError */
  read(): PayloadLock {
    return this.path === null ? NO_LOCK : readLockFile(this.path);
  }

  write(lock: PayloadLock): void {
    if (this.path !== null) writeLockFile(this.path, lock);
  }
}
