import type { LockedData } from './payload-lock.js';

/**
 * Why data that kept the locked rules may break today's, in words; empty when they cannot. New rules count as narrower: what a rule
 * means is not known here, only that it was not there.
 */
export function dataMisfits(
  locked: LockedData | undefined,
  current: LockedData | undefined,
): readonly string[] {
  if (current === undefined) return [];
  const before = new Map(Object.entries(locked ?? {}).map(fieldOf));
  return Object.entries(current).flatMap((entry) => {
    const [name, now] = fieldOf(entry);
    const old = before.get(name);
    if (now.isNeeded && !old?.isNeeded) return [`they may lack "${name}", which has no default`];
    const added = old === undefined ? [] : now.rules.filter((rule) => !old.rules.includes(rule));
    return added.length > 0 ? [`"${name}" must keep ${added.join(', ')} now`] : [];
  });
}

interface Field {
  readonly isNeeded: boolean;
  readonly rules: readonly string[];
}

function fieldOf([key, rules]: [string, readonly string[]]): [string, Field] {
  const isNeeded = !key.endsWith('?');
  return [isNeeded ? key : key.slice(0, -1), { isNeeded, rules }];
}
