/**
 * Puts newer versions in the place of older ones and appends what is new, in the order of `orderOf`.
 * @returns at most `max`, those with the highest order
 */
export function mergeBy<T>(
  kept: readonly T[],
  incoming: readonly T[],
  orderOf: (one: T) => number,
  max: number,
): readonly T[] {
  const byOrder = new Map(kept.map((one) => [orderOf(one), one]));
  for (const one of incoming) byOrder.set(orderOf(one), one);
  const sorted = [...byOrder.values()].toSorted((a, b) => orderOf(a) - orderOf(b));
  return sorted.slice(-max);
}
