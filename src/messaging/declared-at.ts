/**
 * Where the caller of `declaring` stands, as the runtime writes it: one line of a stack, such as
 * `at file:///srv/shop/src/orders/orders.payloads.ts:3:27`. Empty where there is none.
 */
export function frameBelow(declaring: (...args: never[]) => unknown): string {
  const holder: { stack?: string } = {};
  Error.captureStackTrace(holder, declaring);
  return (holder.stack ?? '').split('\n')[1]?.trim() ?? '';
}
