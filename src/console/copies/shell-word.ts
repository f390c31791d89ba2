/** A text as one word of a POSIX shell, whatever it holds: `it's` becomes `'it'\''s'`. */
export function shellWord(text: string): string {
  return `'${text.replaceAll("'", String.raw`'\''`)}'`;
}
