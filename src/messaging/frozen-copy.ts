/** A deep copy of plain data that nobody can change, neither through the copy nor through what it was made from. */
export function frozenCopy<T>(value: T): T;
export function frozenCopy(value: unknown): unknown {
  if (Array.isArray(value)) return Object.freeze(value.map((item: unknown) => frozenCopy(item)));
  if (typeof value !== 'object' || value === null) return value;
  const parts: [string, unknown][] = Object.entries(value);
  const copy: unknown = Object.fromEntries(parts.map(([key, part]) => [key, frozenCopy(part)]));
  return Object.freeze(copy);
}
