const CONTROL_CHARACTER = /\p{Cc}/gu;

/** A text that cannot steer the terminal: patterns and payloads may hold anything. */
export function printable(text: string): string {
  return text.replaceAll(CONTROL_CHARACTER, '\uFFFD');
}
