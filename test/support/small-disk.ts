import { execFileSync } from 'node:child_process';
import { closeSync, mkdtempSync, openSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const BLOCK = Buffer.alloc(65_536, 'x');

/** A disk that is soon full: a file system of its own, in memory. Only root may make one. Remove it after the test. */
export class SmallDisk {
  private constructor(readonly folder: string) {}

  /** Whether this machine lets us make one. */
  static get isPossible(): boolean {
    try {
      new SmallDisk(mounted(1)).remove();
      return true;
    } catch {
      return false;
    }
  }

  static of(mebibytes: number): SmallDisk {
    return new SmallDisk(mounted(mebibytes));
  }

  /** Takes all the space that is left. */
  fill(): void {
    const file = openSync(this.filler, 'a');
    for (const block of [BLOCK, BLOCK.subarray(0, 512)]) {
      try {
        for (;;) writeSync(file, block);
      } catch {
        // Full.
      }
    }
    closeSync(file);
  }

  /** Gives it back. */
  free(): void {
    rmSync(this.filler, { force: true });
  }

  readOnly(): void {
    execFileSync('mount', ['-o', 'remount,ro', this.folder], { stdio: 'ignore' });
  }

  remove(): void {
    execFileSync('umount', ['--lazy', this.folder], { stdio: 'ignore' });
    rmSync(this.folder, { recursive: true, force: true });
  }

  private get filler(): string {
    return join(this.folder, 'filler');
  }
}

function mounted(mebibytes: number): string {
  const folder = mkdtempSync(join(tmpdir(), 'tapline-disk-'));
  try {
    const options = ['-t', 'tmpfs', '-o', `size=${mebibytes}m`, 'tmpfs', folder];
    execFileSync('mount', options, { stdio: 'ignore' });
    return folder;
  } catch (error) {
    rmSync(folder, { recursive: true, force: true });
    throw error;
  }
}
