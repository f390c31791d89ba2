import type { PayloadPattern } from './payload-pattern.js';
import type { StandardSchemaV1 } from './standard-schema.js';
import type { Params, Tap } from './tap.js';

/**
 * One kind of payload, in the one place that knows its shape. A decorator takes it as a pattern, a button takes what `with` builds.
 * @typeParam P the params that a tap brings
 * @typeParam D the data that a tap brings
 */
export interface PayloadDefinition<P = Params, D = unknown> {
  /** Matched against the payload, or against the `action` of a JSON payload. */
  readonly pattern: PayloadPattern;
  /** Older versions, which are received besides; see {@link PayloadVersions}. */
  readonly accepted: readonly PayloadPattern[];
  /** What the data of a JSON payload must fit; `null` when the definition says nothing about data. */
  readonly shape: DataShape<D> | null;
  /** For the compiler only: never set. */
  readonly '~types'?: { readonly params: P; readonly data: D };
}

/** What checks the data of a JSON payload. */
export type DataShape<D = unknown> =
  | { readonly kind: 'class'; readonly type: DataClass<D> }
  | { readonly kind: 'schema'; readonly schema: StandardSchemaV1<unknown, D> };

/** A class with the decorators of class-validator. */
export type DataClass<D = unknown> = new (...args: never[]) => D;

/** The tap that a handler of this definition gets: `view(tap: TapOf<typeof ViewProduct>)`. */
export type TapOf<Definition extends PayloadDefinition> =
  Definition extends PayloadDefinition<infer P, infer D> ? Tap<P, D> : never;
