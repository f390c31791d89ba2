import { execFileSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

const FILES = [
  'src',
  'package.json',
  'nest-cli.json',
  'tsconfig.json',
  'tsconfig.build.json',
  'payloads.lock.json',
  'scripts',
  'vite.config.mjs',
];

/** This project in a folder of its own, to be changed and built there. */
export class ProjectCopy {
  readonly folder = mkdtempSync(join(tmpdir(), 'tapline-copy-'));

  constructor() {
    for (const file of FILES) cpSync(file, join(this.folder, file), { recursive: true });
    symlinkSync(resolve('node_modules'), join(this.folder, 'node_modules'));
  }

  /** Replaces a text in one file. It has to be there. */
  edit(file: string, from: string, to: string): void {
    const path = join(this.folder, file);
    const before = readFileSync(path, 'utf8');
    if (!before.includes(from)) throw new Error(`${file} has no ${from}.`);
    writeFileSync(path, before.replaceAll(from, to));
  }

  build(): void {
    execFileSync(process.execPath, ['node_modules/@nestjs/cli/bin/nest.js', 'build'], {
      cwd: this.folder,
    });
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }
}
