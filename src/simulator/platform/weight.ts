const SCALAR_CHARS = 8;

/** About how many characters plain data holds; each value counts, so that nothing is free. */
export function weightOf(value: unknown): number {
  if (typeof value === 'string') return SCALAR_CHARS + value.length;
  if (typeof value !== 'object' || value === null) return SCALAR_CHARS;
  return Object.entries(value).reduce(
    (sum, [key, member]) => sum + key.length + weightOf(member),
    SCALAR_CHARS,
  );
}
