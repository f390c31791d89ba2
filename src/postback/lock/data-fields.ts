import { getMetadataStorage, validateSync } from 'class-validator';
import type { DataClass, DataShape, StandardSchemaV1 } from '../../messaging/index.js';
import { instanceOf } from '../tap-data.js';
import type { LockedData } from './payload-lock.js';

/**
 * The fields of a payload's data with the rules of each, as the lock keeps them. Of a class every field that has a decorator of
 * class-validator; of a Standard Schema only the fields without which it refuses the data, because it shows no others.
 */
export function fieldsOf(shape: DataShape): LockedData {
  const rules = shape.kind === 'class' ? rulesOf(shape.type) : new Map<string, readonly string[]>();
  const needed = shape.kind === 'class' ? neededByClass(shape.type) : neededBySchema(shape.schema);
  const names = [...new Set([...rules.keys(), ...needed])].toSorted();
  return Object.fromEntries(
    names.map((name) => [needed.has(name) ? name : `${name}?`, rules.get(name) ?? []]),
  );
}

/** `@IsInt() @Max(99)` is `['isInt', 'max(99)']`. */
function rulesOf(type: DataClass): ReadonlyMap<string, readonly string[]> {
  const rules = new Map<string, string[]>();
  const found = getMetadataStorage().getTargetValidationMetadatas(type, '', false, false);
  for (const { propertyName, name, type: kind, constraints } of found) {
    const given = (constraints ?? []).filter((constraint) => constraint !== undefined);
    const args = given.length > 0 ? `(${given.map(asText).join(', ')})` : '';
    const others = rules.get(propertyName) ?? [];
    const isOptional = kind === 'conditionalValidation';
    rules.set(propertyName, isOptional ? others : [...others, `${name ?? kind}${args}`]);
  }
  for (const [name, all] of rules) rules.set(name, all.toSorted());
  return rules;
}

function asText(constraint: unknown): string {
  if (typeof constraint === 'function') return constraint.name || 'function';
  return constraint instanceof RegExp ? String(constraint) : JSON.stringify(constraint);
}

/** Asked instead of read: a default counts, as it does when an old button is tapped. */
function neededByClass(type: DataClass): ReadonlySet<string> {
  const instance = instanceOf(type, {});
  return new Set(instance && validateSync(instance).map(({ property }) => property));
}

/** A schema that answers later is not asked. */
function neededBySchema(schema: StandardSchemaV1): ReadonlySet<string> {
  const result = schema['~standard'].validate({});
  if (result instanceof Promise) {
    result.catch(() => undefined);
    return new Set();
  }
  return new Set(
    (result.issues ?? []).flatMap(({ path = [] }) => {
      const [first] = path;
      return first === undefined ? [] : [String(typeof first === 'object' ? first.key : first)];
    }),
  );
}
