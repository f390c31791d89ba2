import { declareDefinition } from './declarations.js';
import { frameBelow } from './declared-at.js';
import { buildJsonPayload } from './json-payload.builder.js';
import type { LiteralPattern, ParamsOf } from './payload-params.js';
import { PayloadPatternError } from './payload-pattern.errors.js';
import type { DataClass, DataShape, PayloadDefinition } from './payload-definition.js';
import type { PayloadPattern } from './payload-pattern.js';
import { PayloadRivals } from './payload-rivals.js';
import { type PayloadVersions, versionedPattern } from './payload-versions.js';
import type { InputOf, OutputOf, StandardSchemaV1 } from './standard-schema.js';
import type { Params } from './tap.js';
import { buildTextPayload } from './text-payload.builder.js';

/** A definition without `*`: `payload('PRODUCT_VIEW_{productId}')`. */
export interface TextPayload<Pattern extends string> extends PayloadDefinition<ParamsOf<Pattern>> {
  /**
   * The payload for a button: `ViewProduct.with({ productId: '7' })` is `PRODUCT_VIEW_7`.
   * Above 200 UTF-16 units Node warns once, because WhatsApp would not take it.
   * @throws PayloadBuildError when a value does not fit its hole, when the payload has more than 1,000 UTF-16 units,
   * when matching it would give other params than these, or when it would be taken by another definition
   */
  with(...params: WithArguments<Pattern>): string;
}

/** A definition with data: `payload('ADD_TO_CART', AddToCartDto)`. */
export interface JsonPayload<Input, D> extends PayloadDefinition<
  Readonly<Record<string, never>>,
  D
> {
  /**
   * The payload for a button: `AddToCart.with({ productId: '7' })` is `{"action":"ADD_TO_CART","productId":"7"}`.
   * Above 200 UTF-16 units Node warns once, because WhatsApp would not take it.
   * @throws PayloadBuildError when the payload has more than 1,000 UTF-16 units, when JSON cannot carry a value,
   * or when validation would refuse or change what comes back
   */
  with(data: Input): string;
}

type WithArguments<Pattern extends string> = string extends Pattern
  ? [params?: Params]
  : [keyof ParamsOf<Pattern>] extends [never]
    ? []
    : [params: ParamsOf<Pattern>];

/** What a definition with this pattern is. A payload cannot be built where a `*` leaves open what stands there. */
export type PayloadOf<Pattern extends string> = Pattern extends `${string}*${string}`
  ? PayloadDefinition<ParamsOf<Pattern>>
  : TextPayload<Pattern>;

/** The properties of a DTO that JSON carries, without the action. */
export type FieldsOf<T> = {
  [
    Key in keyof T as T[Key] extends (...args: never[]) => unknown ? never : Exclude<Key, 'action'>
  ]: T[Key];
};

/**
 * Defines a payload: a pattern, or an action with the shape of its data.
 *
 *     export const ViewProduct = payload('PRODUCT_VIEW_{productId}');
 *     export const AddToCart = payload('ADD_TO_CART', AddToCartDto);
 *     export const SupportMenu = payload('MENU_SUPPORT', { version: 2, accepts: [1] });
 *
 * Data may get new fields later, when they are optional or have a default: buttons that are out there still fit.
 * @param pattern see {@link PayloadPattern}; beside a shape it is an action, without `*` and holes
 * @param shape a class with class-validator's decorators, or any Standard Schema
 * @param versions see {@link PayloadVersions}
 * @throws PayloadPatternError
 */
export function payload<const Pattern extends string>(
  pattern: Pattern,
  versions?: PayloadVersions,
): PayloadOf<Pattern>;
export function payload<const Pattern extends string, Schema extends StandardSchemaV1>(
  action: LiteralPattern<Pattern>,
  schema: Schema,
  versions?: PayloadVersions,
): JsonPayload<SchemaFields<InputOf<Schema>>, OutputOf<Schema>>;
export function payload<const Pattern extends string, T extends object>(
  action: LiteralPattern<Pattern>,
  type: DataClass<T>,
  versions?: PayloadVersions,
): JsonPayload<FieldsOf<T>, T>;
export function payload(
  source: string,
  ...[second, third]: readonly (StandardSchemaV1 | DataClass | PayloadVersions | undefined)[]
): TextPayload<string> | JsonPayload<object, unknown> {
  const [shape, versions] = isVersions(second) ? [undefined, second] : [second, third];
  const { pattern, accepted } = versionedPattern(
    source,
    isVersions(versions) ? versions : undefined,
  );
  const definition =
    shape === undefined
      ? textDefinition(pattern, accepted)
      : jsonDefinition(pattern, accepted, shapeOf(shape));
  declareDefinition(definition, frameBelow(payload));
  return definition;
}

function isVersions(value: object | undefined): value is PayloadVersions {
  return value !== undefined && 'version' in value && !('~standard' in value);
}

function textDefinition(
  pattern: PayloadPattern,
  accepted: readonly PayloadPattern[],
): TextPayload<string> {
  const rivals = new PayloadRivals(pattern);
  return Object.freeze({
    pattern,
    accepted,
    shape: null,
    with: (params?: Params) => buildTextPayload(pattern, params ?? {}, rivals),
  });
}

function jsonDefinition(
  pattern: PayloadPattern,
  accepted: readonly PayloadPattern[],
  shape: DataShape,
): JsonPayload<object, unknown> {
  checkIsAction(pattern);
  return Object.freeze({
    pattern,
    accepted,
    shape,
    with: (data: object) => buildJsonPayload(pattern.source, shape, data),
  });
}

/** Of a union of inputs, each without the action. */
type SchemaFields<Input> = Input extends unknown
  ? { [Key in keyof Input as Exclude<Key, 'action'>]: Input[Key] }
  : never;

function checkIsAction({ isLiteral, source, literalPrefix }: PayloadPattern): void {
  if (isLiteral) return;
  throw new PayloadPatternError({
    source,
    index: literalPrefix.length,
    problem: 'is not one text, but it names the action of a JSON payload.',
    mend: 'Leave the * and the holes out: what varies belongs in the data.',
  });
}

// Some schema libraries make schemas that are functions or classes: the mark of Standard Schema decides.
function shapeOf(shape: StandardSchemaV1 | DataClass): DataShape {
  if ('~standard' in shape) return Object.freeze({ kind: 'schema', schema: shape });
  return Object.freeze({ kind: 'class', type: shape });
}
