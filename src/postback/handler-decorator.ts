import type { Handling, HandlerResult } from '../messaging/index.js';

/** What one decorator on one method declares. */
export interface Declaration<D> {
  readonly declared: D;
  readonly place: string;
}

/** Says in the compiler's error what is wrong with a handler. */
interface Mistake<Message extends string> {
  readonly mistake: Message;
}

/** A parameter that means to be the tap itself, not something a parameter decorator picks out of it. */
type LooksReceived = Handling | { readonly params: unknown } | { readonly payload: unknown };

type ParameterFits<Arguments extends readonly unknown[], Received> = Arguments extends readonly [
  infer First,
  ...unknown[],
]
  ? [First] extends [LooksReceived]
    ? [Received] extends [First]
      ? unknown
      : Mistake<'the parameter of this handler does not fit the pattern of its decorator'>
    : unknown
  : unknown;

type ResultFits<Result> = [Awaited<Result>] extends [HandlerResult]
  ? unknown
  : Mistake<'a handler returns a string, a Reply, an array or async iterable of these, or nothing'>;

/** A method decorator that compiles only on methods that can take `Received` and return a reply. */
export type HandlerDecorator<Received> = <Method extends (...args: never[]) => unknown>(
  target: object,
  name: string | symbol,
  method: TypedPropertyDescriptor<Method> &
    ParameterFits<Parameters<Method>, Received> &
    ResultFits<ReturnType<Method>>,
) => void;

/**
 * Adds a declaration to a method. Several decorators on one method are several declarations;
 * the metadata belongs to the method itself, so that a subclass inherits it.
 */
export function declareHandler<Received, D>(
  key: symbol,
  declaration: Declaration<D>,
): HandlerDecorator<Received> {
  return (_target, _name, method) => {
    if (!method.value) return;
    const earlier = declarationsOf<D>(key, method.value);
    Reflect.defineMetadata(key, [...earlier, declaration], method.value);
  };
}

/** Reads what {@link declareHandler} wrote. Nothing else reads this metadata. */
export function declarationsOf<D>(key: symbol, method: object): readonly Declaration<D>[] {
  const found: unknown = Reflect.getMetadata(key, method);
  return isDeclarations<D>(found) ? found : [];
}

function isDeclarations<D>(value: unknown): value is readonly Declaration<D>[] {
  return Array.isArray(value);
}
