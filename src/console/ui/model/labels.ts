const TIME = new Intl.DateTimeFormat(undefined, { hour: '2-digit', minute: '2-digit' });
const DAY = new Intl.DateTimeFormat(undefined, { weekday: 'long', day: 'numeric', month: 'long' });
const MOMENT = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'medium' });
const DAY_MS = 86_400_000;
const HUES = 8;

/** `14:03` */
export function timeLabel(atMs: number): string {
  return TIME.format(atMs);
}

/** `14:03` within a day of `nowMs`, else `Monday, 23 November, 14:03`. */
export function separatorLabel(atMs: number, nowMs: number): string {
  const isToday = Math.abs(nowMs - atMs) < DAY_MS && DAY.format(nowMs) === DAY.format(atMs);
  return isToday ? timeLabel(atMs) : `${DAY.format(atMs)}, ${timeLabel(atMs)}`;
}

/** Day and time to the second; the text itself when it is no time. */
export function momentLabel(at: string | number): string {
  const atMs = new Date(at).getTime();
  return Number.isNaN(atMs) ? String(at) : MOMENT.format(atMs);
}

/** `0.4 ms`, `12 ms`, `1.25 s` */
export function durationLabel(ms: number): string {
  if (ms >= 1000) return `${(ms / 1000).toFixed(2)} s`;
  return `${ms < 10 ? Math.round(ms * 10) / 10 : Math.round(ms)} ms`;
}

/** `AL` for Ada Lovelace: the first letters of the first and the last word. */
export function initialsOf(name: string): string {
  const words = name.split(/[^\p{L}\p{N}]+/u).filter((word) => word !== '');
  const ends = words.length > 1 ? [words[0], words.at(-1)] : words.slice(0, 1);
  return ends.map((word) => /./u.exec(word ?? '')?.[0].toUpperCase() ?? '').join('') || '?';
}

/** A class name for the colour of an avatar, the same for the same id. */
export function hueClass(id: string): string {
  let sum = 0;
  for (const character of id) sum = (sum * 31 + (character.codePointAt(0) ?? 0)) % 9973;
  return `hue-${sum % HUES}`;
}
