/** A method as a class or one of its ancestors declares it. */
export interface PrototypeMethod {
  readonly name: string | symbol;
  readonly method: (...args: unknown[]) => unknown;
  /** The methods of the same name that this one hides, nearest first. */
  readonly hidden: readonly ((...args: unknown[]) => unknown)[];
}

/**
 * The methods that an instance answers to, inherited ones and those named by a symbol included.
 * Getters are never run: only descriptors are looked at.
 */
export function methodsOf(prototype: object | null): readonly PrototypeMethod[] {
  const found = new Map<string | symbol, ((...args: unknown[]) => unknown)[]>();
  for (const level of chainOf(prototype)) {
    for (const name of Reflect.ownKeys(level)) {
      const method: unknown = Object.getOwnPropertyDescriptor(level, name)?.value;
      if (name === 'constructor' || !isMethod(method)) continue;
      found.set(name, [...(found.get(name) ?? []), method]);
    }
  }
  return [...found].flatMap(([name, [method, ...hidden]]) =>
    method ? [{ name, method, hidden }] : [],
  );
}

function chainOf(prototype: object | null): readonly object[] {
  const chain: object[] = [];
  for (let at = prototype; at !== null && at !== Object.prototype; at = prototypeOf(at))
    chain.push(at);
  return chain;
}

export function prototypeOf(value: object): object | null {
  const prototype: unknown = Object.getPrototypeOf(value);
  return typeof prototype === 'object' ? prototype : null;
}

export function isMethod(value: unknown): value is (...args: unknown[]) => unknown {
  return typeof value === 'function';
}
