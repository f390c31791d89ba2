import { getMetadataStorage, validateSync } from 'class-validator';
import type { DataClass, DataShape, StandardSchemaV1 } from '../../messaging/index.js';
import { instanceOf } from '../tap-data.js';
import type { LockedData } from './payload-lock.js';

/** Nested classes are followed so far; one that holds itself ends here. */
const DEPTH_MAX = 5;

/**
 * The fields of a payload's data with the rules of each, as the lock keeps them. Of a class every field that has a decorator of
 * class-validator, those of nested classes as `item.price`; of a Standard Schema only the fields without which it refuses the data,
 * because it shows no others.
 */
export function fieldsOf(shape: DataShape): LockedData {
  const fields =
    shape.kind === 'class' ? fieldsOfClass(shape.type, '', 0) : fieldsOfSchema(shape.schema);
  return Object.fromEntries(fields.toSorted(([a], [b]) => (a < b ? -1 : 1)));
}

type Field = readonly [key: string, rules: readonly string[]];

function fieldsOfClass(type: DataClass, path: string, depth: number): readonly Field[] {
  const needed = neededByClass(type);
  return [...rulesOf(type)].flatMap(([name, rules]): Field[] => {
    const key = `${path}${name}`;
    const nested = depth < DEPTH_MAX ? nestedTypeOf(type, name) : null;
    return [
      [needed.has(name) ? key : `${key}?`, rules],
      ...(nested ? fieldsOfClass(nested, `${key}.`, depth + 1) : []),
    ];
  });
}

function rulesOf(type: DataClass): ReadonlyMap<string, readonly string[]> {
  const rules = new Map<string, string[]>();
  for (const metadata of getMetadataStorage().getTargetValidationMetadatas(
    type,
    '',
    false,
    false,
  )) {
    const others = rules.get(metadata.propertyName) ?? [];
    rules.set(metadata.propertyName, [...others, ruleOf(metadata)].toSorted());
  }
  return rules;
}

type Metadata = ReturnType<
  ReturnType<typeof getMetadataStorage>['getTargetValidationMetadatas']
>[number];

/** `@IsInt({ each: true })` is `each isInt`, `@Max(99)` is `max(99)`. */
function ruleOf({ name, type: kind, constraints, each }: Metadata): string {
  const label = name ?? CONDITION_NAMES[kind] ?? kind;
  const given = (constraints ?? []).filter((constraint) => constraint !== undefined);
  const isPlain = given.length === 0 || kind === 'conditionalValidation';
  return `${each ? 'each ' : ''}${label}${isPlain ? '' : `(${given.map(asText).join(', ')})`}`;
}

const CONDITION_NAMES: Readonly<Record<string, string>> = {
  conditionalValidation: 'validateIf',
  nestedValidation: 'validateNested',
};

function asText(constraint: unknown): string {
  if (typeof constraint === 'function') return constraint.name || 'function';
  return constraint instanceof RegExp ? String(constraint) : JSON.stringify(constraint);
}

/** Asked instead of read: a default counts, as it does when an old button is tapped. A validator that stumbles over nothing needs something. */
function neededByClass(type: DataClass): ReadonlySet<string> {
  const all = new Set(rulesOf(type).keys());
  try {
    const instance = instanceOf(type, {});
    return instance ? new Set(validateSync(instance).map(({ property }) => property)) : all;
  } catch {
    return all;
  }
}

/** A schema that answers later, or throws, is not asked. */
function fieldsOfSchema(schema: StandardSchemaV1): readonly Field[] {
  try {
    const result = schema['~standard'].validate({});
    if (!(result instanceof Promise)) return (result.issues ?? []).flatMap(fieldOfIssue);
    result.catch(() => undefined);
  } catch {
    // Nothing is known of it then.
  }
  return [];
}

type Issue = NonNullable<
  Awaited<ReturnType<StandardSchemaV1['~standard']['validate']>>['issues']
>[number];

function fieldOfIssue({ path = [] }: Issue): readonly Field[] {
  const [first] = path;
  if (first === undefined) return [];
  return [[String(typeof first === 'object' ? first.key : first), []]];
}

/** The class that a field's object, or each item of its list, becomes: asked of class-transformer by an empty one. */
function nestedTypeOf(type: DataClass, name: string): DataClass | null {
  const value: unknown = Reflect.get(instanceOf(type, { [name]: {} }) ?? {}, name);
  const made: unknown = typeof value === 'object' && value !== null ? value.constructor : null;
  return isClass(made) && made !== Object && made !== Array ? made : null;
}

function isClass(value: unknown): value is DataClass {
  return typeof value === 'function';
}
