/**
 * Cuts a text to what Meta takes in one place.
 * @param maxChars in UTF-16 units, as Meta's limits are counted here
 * @returns at most `maxChars` units, "…" last when cut; an emoji is kept whole or left out
 */
export function shorten(text: string, maxChars: number): string {
  if (text.length <= maxChars) return text;
  return `${text.slice(0, maxChars - 1).replace(/[\uD800-\uDBFF]$/, '')}…`;
}
