import { idOf, namesIn, type Params } from './params.js';

/**
 * A list in Graph's shape: `{ data: […] }`, with cursors where there is something. `limit` and `after` turn pages; a cursor is the
 * number of the element that it stands behind.
 */
export function listOf(all: readonly object[], params: Params): object {
  const start = Number(idOf(params['after']) ?? 0) || 0;
  const limit = Number(idOf(params['limit']) ?? all.length) || all.length;
  const data = all.slice(start, start + limit);
  if (data.length === 0) return { data };
  const cursors = { before: String(start), after: String(start + data.length) };
  return { data, paging: { cursors } };
}

/** The fields that `fields=a,b` asks for, or else the usual ones. What the object does not have is left out, as Graph does it. */
export function picked(object: Params, params: Params, usual: readonly string[]): Params {
  const asked = namesIn(params['fields']);
  // `field{sub,fields}` and `field.limit(1)` ask for the field; the rest of it is not understood here.
  const wanted = asked.length === 0 ? usual : asked.map((field) => field.replace(/[{.].*$/, ''));
  const entries = [...new Set(wanted)].map((name) => [name, object[name]] as const);
  return Object.fromEntries(entries.filter(([, value]) => value !== undefined));
}
