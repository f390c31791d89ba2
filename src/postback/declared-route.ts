import type { PayloadDefinition, PayloadPattern, Tap } from '../messaging/index.js';

export type TapKind = Tap['kind'];

/** A decorated method, for people who read an error or a list. */
interface HandlerPlace {
  /** Class and method: `SupportHandlers.route`. */
  readonly label: string;
  /** Where its decorator stands: `src/support/support.handlers.ts:14`. */
  readonly place: string;
}

/**
 * A pattern with its handler, as a decorator declares it.
 * @typeParam T what the dispatcher runs; the table only keeps it
 * @typeParam K the kinds of event that the table knows
 */
export interface DeclaredRoute<T, K extends string = TapKind> {
  readonly pattern: PayloadPattern;
  /** At least one. A decorator without a pattern declares `*`. */
  readonly kinds: readonly K[];
  /** The definition that the decorator was given, or `null` when it was given text. */
  readonly definition: PayloadDefinition | null;
  readonly handler: HandlerPlace;
  readonly target: T;
}
