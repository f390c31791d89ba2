import { Inject, Injectable } from '@nestjs/common';
import { POSTBACK_OPTIONS, type PostbackModuleOptions } from '../postback.options.js';
import { readLockFile, writeLockFile } from './lock-file.js';
import type { PayloadLock } from './payload-lock.js';

const NO_LOCK: PayloadLock = Object.freeze({ payloads: [] });

/** The lock of this application. */
@Injectable()
export class PayloadLockfile {
  constructor(@Inject(POSTBACK_OPTIONS) private readonly options: PostbackModuleOptions) {}

  /** `null` when the application has none. */
  get path(): string | null {
    return this.options.lockfile ?? null;
  }

  /** @throws PayloadLockError */
  read(): PayloadLock {
    return this.path === null ? NO_LOCK : readLockFile(this.path);
  }

  write(lock: PayloadLock): void {
    if (this.path !== null) writeLockFile(this.path, lock);
  }
}
