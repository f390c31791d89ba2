import { relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { frameBelow } from '../messaging/index.js';

const FRAME = /\(?((?:file:\/\/|\/|[A-Za-z]:\\)[^()]*):(\d+):\d+\)?$/;

/**
 * Where a decorator stands: `src/support/support.handlers.ts:14`. Exact when the program is built by tsc and run with
 * `--enable-source-maps`; under @swc/jest the file is right and the line is not.
 * @param decorator the decorator factory that asks; the frame below it is its caller
 */
export function callSiteOf(decorator: (...args: never[]) => unknown): string {
  return placeOf(frameBelow(decorator));
}

/** The place that a stack's line names: `src/support/support.handlers.ts:14`. */
export function placeOf(frame: string): string {
  const [, file, line] = FRAME.exec(frame) ?? [];
  if (file === undefined || line === undefined) return 'unknown place';
  const path = file.startsWith('file:') ? fileURLToPath(file) : file;
  return `${relative(process.cwd(), path)}:${line}`;
}
