import { AsyncLocalStorage } from 'node:async_hooks';
import type { PlatformSettings } from '../platform/platform.options.js';

type Unit = PlatformSettings['characters'];

/** Which unit counts is one setting for all readers of a call, none of which has another use for the settings. */
const counting = new AsyncLocalStorage<Unit>();

/** Runs something whose limits are counted in this unit. */
export function countedIn<T>(unit: Unit, run: () => T): T {
  return counting.run(unit, run);
}

/** How many characters a text has: UTF-16 units, the larger count, unless the settings say code points. */
export function charactersIn(text: string): number {
  return counting.getStore() === 'codePoints' ? Array.from(text).length : text.length;
}

/** The first so many of them. */
export function firstCharacters(text: string, count: number): string {
  return counting.getStore() === 'codePoints'
    ? Array.from(text).slice(0, count).join('')
    : text.slice(0, count);
}
