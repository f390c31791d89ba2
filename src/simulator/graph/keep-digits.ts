/**
 * A reviver for `JSON.parse`: whole numbers beyond 2^53, which are ids, become texts with all their digits.
 * `{"recipient":{"id":24912345678901237}}` means the person `24912345678901237`, not `…236`.
 */
export function keepDigits(
  _key: string,
  value: unknown,
  // The digits as they stood in the text; Node 22 and later.
  ...[context]: { readonly source?: string }[]
): unknown {
  const source = context?.source ?? '';
  const isLongId =
    typeof value === 'number' && !Number.isSafeInteger(value) && /^-?\d+$/.test(source);
  return isLongId ? source : value;
}
