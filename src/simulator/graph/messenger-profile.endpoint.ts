import { GraphError, invalidParameter, isRequired } from './graph-error.js';
import type { GraphAnswer, GraphCall } from './graph-endpoint.js';
import { namesIn, type Params } from './params.js';
import { countAgainst } from './rate-limits.js';
import {
  checkOrder,
  PROFILE_PROPERTIES,
  readableNames,
  readProfile,
  readPropertyNames,
} from './read-profile.js';

const SUCCESS = { body: { result: 'success' } };

/** `GET /{page}/messenger_profile?fields=…`: what is set, as it was set. */
export function readProfileProperties(call: GraphCall): GraphAnswer {
  admit(call);
  const names = readableNames(fieldsOf(call.params));
  const { properties } = call.page.profile;
  const set = names.flatMap((name) =>
    properties[name] === undefined ? [] : [[name, properties[name]]],
  );
  return { body: { data: set.length === 0 ? [] : [Object.fromEntries(set)] } };
}

/** `POST /{page}/messenger_profile`: sets properties, all or none. */
export function saveProfile(call: GraphCall): GraphAnswer {
  admit(call);
  const { page, params, platform } = call;
  const properties = readProfile(params, page.profile.properties);
  if (Object.keys(properties).length === 0) throw nothingToSet();
  page.profile.set(properties, platform.clock.next());
  return SUCCESS;
}

/** `DELETE /{page}/messenger_profile` with `fields`. Get Started stays as long as there is a menu. */
export function deleteProfile(call: GraphCall): GraphAnswer {
  admit(call);
  const { page, params, platform } = call;
  const names = readPropertyNames(fieldsOf(params));
  const kept = Object.entries(page.profile.properties).filter(
    ([name]) => !names.some((deleted) => deleted === name),
  );
  checkOrder(Object.fromEntries(kept));
  page.profile.delete(names, platform.clock.next());
  return SUCCESS;
}

function admit({ page, params, platform }: GraphCall): void {
  const { clock, settings } = platform;
  countAgainst(page.usage.profile, clock.nowMs(), settings.profileLimitCode);
  // Pages here have no Instagram account. The code is Meta's, the wording ours.
  if (params['platform'] !== 'instagram') return;
  throw new GraphError('(#100) The page is not linked to an Instagram account', 100, 2534013);
}

function fieldsOf({ fields }: Params): readonly string[] {
  const names = namesIn(fields);
  if (names.length === 0) throw isRequired('fields');
  return names;
}

/** The wording is ours. */
function nothingToSet(): GraphError {
  return invalidParameter(`Requires one of the params: ${PROFILE_PROPERTIES.join(', ')}`);
}
