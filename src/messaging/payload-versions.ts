import { PayloadPatternError } from './payload-pattern.errors.js';
import { PayloadPattern } from './payload-pattern.js';

/**
 * The versions of a payload. Buttons stay in chats for ever: what was once sent is received for as long as `accepts` names it.
 *
 * `payload('MENU_SUPPORT', { version: 2, accepts: [1] })` sends `MENU_SUPPORT_V2` and receives `MENU_SUPPORT` as well:
 * version 1 is the pattern as it is written, version 2 ends in `_V2`.
 */
export interface PayloadVersions {
  /** What is sent from now on. A whole number from 1. */
  readonly version: number;
  /** What is received besides. */
  readonly accepts?: readonly number[];
}

/** The pattern of a version that is sent, and those that are received besides. */
export interface VersionedPattern {
  readonly pattern: PayloadPattern;
  readonly accepted: readonly PayloadPattern[];
}

/** @throws PayloadPatternError for a pattern or version that cannot be */
export function versionedPattern(
  source: string,
  versions: PayloadVersions | undefined,
): VersionedPattern {
  const { version, accepts = [] } = versions ?? { version: 1 };
  for (const each of [version, ...accepts]) checkVersion(source, each);
  if (new Set([version, ...accepts]).size <= accepts.length) {
    throw versionError(source, 'names one version twice.', 'Name each version once.');
  }
  return {
    pattern: PayloadPattern.parse(sourceOf(source, version)),
    accepted: Object.freeze(accepts.map((each) => PayloadPattern.parse(sourceOf(source, each)))),
  };
}

function sourceOf(source: string, version: number): string {
  return version === 1 ? source : `${source}_V${version}`;
}

function checkVersion(source: string, version: number): void {
  if (Number.isSafeInteger(version) && version >= 1) return;
  throw versionError(source, `has the version ${version}.`, 'Versions are whole numbers from 1.');
}

function versionError(source: string, problem: string, mend: string): PayloadPatternError {
  return new PayloadPatternError({ source, index: source.length, problem, mend });
}
