/** Does not compile where a case was forgotten; throws where page and server are of different builds. */
export function assertNever(value: never): never {
  throw new TypeError(`No case for ${JSON.stringify(value)}.`);
}
