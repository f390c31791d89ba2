import type { LockedData } from './payload-lock.js';

/**
 * Why data that kept the locked rules may break today's, in words; empty when they cannot. New rules count as narrower: what a rule
 * means is not known here, only that it was not there.
 * @param locked `undefined`: the buttons carry text, no data
 */
export function dataMisfits(
  locked: LockedData | undefined,
  current: LockedData | undefined,
): readonly string[] {
  if (current === undefined) return [];
  if (locked === undefined) return ['they carry no data, and data are needed now'];
  const before = new Map(Object.entries(locked).map(fieldOf));
  return Object.entries(current).flatMap((entry) => {
    const [name, now] = fieldOf(entry);
    const parent = name.slice(0, Math.max(0, name.lastIndexOf('.')));
    if (parent !== '' && !before.has(parent)) return []; // Part of a field that is new itself.
    const old = before.get(name);
    if (now.isNeeded && !old?.isNeeded) return [`they may lack "${name}", which has no default`];
    return old === undefined ? [] : narrowed(name, old.rules, now.rules);
  });
}

/** `isOptional` and `validateIf` let values through that the other rules would refuse: those narrow by being gone. */
const LOOSENING: ReadonlySet<string> = new Set(['isOptional', 'validateIf']);

function narrowed(name: string, before: readonly string[], now: readonly string[]): string[] {
  const added = now.filter((rule) => !LOOSENING.has(rule) && !before.includes(rule));
  const gone = before.filter((rule) => LOOSENING.has(rule) && !now.includes(rule));
  return [
    ...(added.length > 0 ? [`"${name}" must keep ${added.join(', ')} now`] : []),
    ...gone.map((rule) => `"${name}" has no ${rule} any more`),
  ];
}

/**
 * What the lock keeps when data accept more than before: today's rules, and those of fields that are gone. A button with such a
 * field is still out there when somebody brings the field back.
 */
export function keptData(
  locked: LockedData | undefined,
  current: LockedData | undefined,
): LockedData | undefined {
  if (locked === undefined || current === undefined) return current ?? locked;
  const today = new Set(Object.keys(current).map(bareName));
  const gone = Object.entries(locked).filter(([key]) => !today.has(bareName(key)));
  const optional = gone.map(([key, rules]) => [`${bareName(key)}?`, rules] as const);
  const all = [...Object.entries(current), ...optional];
  return Object.fromEntries(all.toSorted(([a], [b]) => (bareName(a) < bareName(b) ? -1 : 1)));
}

interface Field {
  readonly isNeeded: boolean;
  readonly rules: readonly string[];
}

function fieldOf([key, rules]: [string, readonly string[]]): [string, Field] {
  return [bareName(key), { isNeeded: !key.endsWith('?'), rules }];
}

function bareName(key: string): string {
  return key.endsWith('?') ? key.slice(0, -1) : key;
}
