/**
 * The part of Standard Schema that Zod, Valibot, ArkType and others share.
 * @see https://standardschema.dev (version 1, read 2026-11-23)
 */
export interface StandardSchemaV1<Input = unknown, Output = Input> {
  readonly '~standard': {
    readonly version: 1;
    readonly vendor: string;
    readonly validate: (value: unknown) => StandardResult<Output> | Promise<StandardResult<Output>>;
    /** For the compiler only. */
    readonly types?: { readonly input: Input; readonly output: Output } | undefined;
  };
}

type StandardResult<Output> =
  | { readonly value: Output; readonly issues?: undefined }
  | { readonly issues: readonly StandardIssue[] };

interface StandardIssue {
  readonly message: string;
  readonly path?: readonly (PropertyKey | { readonly key: PropertyKey })[] | undefined;
}

/** What a schema takes. */
export type InputOf<Schema extends StandardSchemaV1> = TypesOf<Schema>['input'];

/** What a schema makes of it. */
export type OutputOf<Schema extends StandardSchemaV1> = TypesOf<Schema>['output'];

type TypesOf<Schema extends StandardSchemaV1> = NonNullable<Schema['~standard']['types']>;
