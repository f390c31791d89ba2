/**
 * Ends a `switch` over a union: a forgotten case does not compile, and data that got past the compiler throws here.
 * @param _value what is left when every case is dealt with: nothing
 * @param what names the union in the error: `reply`
 */
export function assertNever(_value: never, what: string): never {
  throw new TypeError(`Tapline knows no such ${what}. Build it with the functions of messaging.`);
}
