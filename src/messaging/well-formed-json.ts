/**
 * Whether every text in a JSON value, names of properties included, is proper Unicode. Half a surrogate pair
 * (`"\ud83d"` on the wire) is not: databases refuse or fold it, and two events would become one.
 * @param value as deep as the call stack allows; check the depth before
 */
export function isWellFormedJson(value: unknown): boolean {
  if (typeof value === 'string') return value.isWellFormed();
  if (Array.isArray(value)) return value.every(isWellFormedJson);
  if (typeof value !== 'object' || value === null) return true;
  return Object.entries(value).every(isWellFormedJson);
}
