/**
 * Characters that steer a terminal or are not seen: control characters, and those of format, which turn the direction of what
 * stands beside them (U+202E) or hide in it (U+200B). An emoji that U+200D joins of several falls apart.
 */
export const UNPRINTABLE = /[\p{Cc}\p{Cf}\u2028\u2029]/gu;

/** A text that cannot steer the terminal and shows all there is: patterns and payloads may hold anything. */
export function printable(text: string): string {
  return text.replaceAll(UNPRINTABLE, '\uFFFD');
}
