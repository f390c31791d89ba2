import { isDeepStrictEqual } from 'node:util';
import { plainToInstance } from 'class-transformer';
import { validate, validateSync, type ValidatorOptions } from 'class-validator';
import { parse } from 'secure-json-parse';
import {
  type DataClass,
  type DataMisfit,
  type DataShape,
  type StandardSchemaV1,
  useDataCheck,
} from '../messaging/index.js';
import { PayloadDataError } from './postback.errors.js';

/** A payload as the routes see it. */
export interface ReadPayload {
  /** What routes are matched against: the `action` of a JSON object, else the payload itself. */
  readonly action: string;
  /** The JSON object, or `undefined` when the payload is text. */
  readonly data: unknown;
}

/** `{"action":"ADD_TO_CART","qty":1}` is routed by `ADD_TO_CART`; any other JSON is the text it is. */
export function readPayload(payload: string): ReadPayload {
  const data = payload.trimStart().startsWith('{') ? parseOrNull(payload) : null;
  const action = hasAction(data) ? data.action : null;
  return typeof action === 'string' ? { action, data } : { action: payload, data: undefined };
}

function parseOrNull(text: string): unknown {
  try {
    return parse(text, { protoAction: 'remove', constructorAction: 'remove' }) as unknown;
  } catch {
    return null;
  }
}

function hasAction(data: unknown): data is { readonly action: unknown } {
  return typeof data === 'object' && data !== null && Object.hasOwn(data, 'action');
}

/**
 * Checks the data of a payload against a class-validator class or a Standard Schema.
 * @returns an instance of the class without unknown fields, or what the schema makes of the data
 * @throws PayloadDataError
 */
export async function validateData(shape: DataShape, data: unknown): Promise<unknown> {
  const fields = withoutAction(data);
  if (shape.kind === 'class') return byClass(shape.type, fields);
  const result = await shape.schema['~standard'].validate(fields);
  if (result.issues) throw new PayloadDataError(result.issues.map(({ message }) => message));
  return result.value;
}

/** The action is the route's business; a strict schema would refuse it. */
function withoutAction(data: unknown): unknown {
  if (!hasAction(data)) return data;
  const { action: _, ...fields } = data;
  return fields;
}

const VALIDATION: ValidatorOptions = { whitelist: true, forbidUnknownValues: true };

async function byClass(type: DataClass, data: unknown): Promise<unknown> {
  const instance = instanceOf(type, data);
  if (instance === null) throw new PayloadDataError(['the payload carries no data']);
  const errors = await validate(instance, VALIDATION);
  if (errors.length > 0) {
    throw new PayloadDataError(errors.map(({ property }) => `"${property}" does not fit`));
  }
  return instance;
}

/** The data as an instance of their class, with the defaults of fields that they lack; `null` when they are no object. */
export function instanceOf(type: DataClass, data: unknown): object | null {
  const instance: unknown = plainToInstance(type, data);
  const fits = typeof instance === 'object' && instance !== null && instance instanceof type;
  return fits ? instance : null;
}

// What a button carries is checked by what will read and check it when it comes back.
useDataCheck((shape, data, sent) => {
  const { data: carried } = readPayload(JSON.stringify(sent));
  return shape.kind === 'class'
    ? misfitsOfClass(shape.type, data, withoutAction(carried))
    : misfitsOfSchema(shape.schema, data, withoutAction(carried));
});

/** Validators that answer later are left to the tap. */
function misfitsOfClass(type: DataClass, data: object, carried: unknown): readonly DataMisfit[] {
  const instance = instanceOf(type, carried);
  if (instance === null) return [];
  const refused = validateSync(instance, VALIDATION).map(({ property }) => refusal(property));
  return [...refused, ...changedFields(data, [instance])];
}

/** A schema may make something else of what it gets, so what JSON carried counts as well; one that answers later is left to the tap. */
function misfitsOfSchema(
  schema: StandardSchemaV1,
  data: object,
  carried: unknown,
): readonly DataMisfit[] {
  const result = schema['~standard'].validate(carried);
  if (result instanceof Promise) {
    result.catch(() => undefined);
    return changedFields(data, [carried]);
  }
  if (!result.issues) return changedFields(data, [carried, result.value]);
  return result.issues.map(({ path = [] }) =>
    refusal(path.map((part) => String(typeof part === 'object' ? part.key : part)).join('.')),
  );
}

function refusal(field: string): DataMisfit {
  return { field, problem: 'does not fit its definition: the tap would be refused.' };
}

/** The fields that none of these has as they were given: a Date, a Map, `-0`, a key called `__proto__`, a default over `undefined`. */
function changedFields(data: object, received: readonly unknown[]): readonly DataMisfit[] {
  const sides = received.filter((side) => typeof side === 'object' && side !== null);
  return Object.entries(data)
    .filter(([field]) => field !== 'action')
    .filter(([field, given]) => !sides.some((side) => isSame(given, Reflect.get(side, field))))
    .map(([field]) => ({ field, problem: 'would come back as another value, or not at all.' }));
}

/** Objects count as plain ones, whatever their class: JSON carries fields. A function or a symbol is nothing that comes back. */
function isSame(given: unknown, received: unknown): boolean {
  try {
    return isDeepStrictEqual(plain(structuredClone(given)), plain(structuredClone(received)));
  } catch {
    return false;
  }
}

/** Fields that are `undefined` count as absent. */
function plain(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(plain);
  if (typeof value !== 'object' || value === null || hasOwnKind(value)) return value;
  const kept = Object.entries(value).filter(([, field]) => field !== undefined);
  return Object.fromEntries(kept.map(([name, field]) => [name, plain(field)]));
}

/** A Date, a Map: what a copy does not make a plain object of. */
function hasOwnKind(value: object): boolean {
  return Object.getPrototypeOf(Object.getPrototypeOf(value) ?? {}) !== null;
}
