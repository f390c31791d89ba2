/** Calls a definition's `with` with what the compiler refuses: what JavaScript, or a cast, lets through. */
export function buildLoosely(definition: object, values: unknown): unknown {
  if ('with' in definition && typeof definition.with === 'function') {
    return Reflect.apply(definition.with, definition, [values]);
  }
  throw new Error('This definition builds nothing.');
}
