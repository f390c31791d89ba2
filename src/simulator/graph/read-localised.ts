import { type GraphError, invalidParameter } from './graph-error.js';
import { isRecord, type Params, textWithin } from './params.js';

/** One version of something that is shown by locale. */
interface Localised {
  readonly locale: string;
  readonly fields: Params;
  readonly place: string;
}

/** @param place where it stands, for error messages: `greeting[0]` */
export function localised(value: unknown, place: string): Localised {
  const fields: Params = isRecord(value) ? value : {};
  return { locale: textWithin(fields['locale'], 32, `${place}[locale]`), fields, place };
}

/** @throws when nobody but readers of certain locales would see anything */
export function checkDefaultLocale<T extends { readonly locale: string }>(
  versions: readonly T[],
  parameter: string,
): readonly T[] {
  if (versions.some(({ locale }) => locale === 'default')) return versions;
  throw withoutDefault(parameter);
}

/** Meta's documents demand it; the wording is ours. */
function withoutDefault(parameter: string): GraphError {
  return invalidParameter(`Param ${parameter} must have an element with the locale "default"`);
}
