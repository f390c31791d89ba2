import type { JsonObject, ProfileClient } from '../graph/index.js';
import {
  type MessengerProfile,
  PROFILE_PROPERTIES,
  type ProfileProperty,
} from './messenger-profile.js';
import { profileChanges } from './profile-change.js';

/** One call that changes a page's profile. Meta carries it out whole or not at all. */
export type ProfileStep =
  | { readonly kind: 'set'; readonly properties: MessengerProfile }
  | { readonly kind: 'remove'; readonly properties: readonly ProfileProperty[] };

/**
 * The fewest calls that make a page what the code says, in an order that leaves no menu without Get Started between any two of
 * them: Get Started comes first, and goes last.
 * @param live in Meta's shape, unread
 */
export function stepsTo(code: MessengerProfile, live: JsonObject): readonly ProfileStep[] {
  const changed = new Set(profileChanges(live, code).map(({ property }) => property));
  const isSet = (property: ProfileProperty): boolean => code[property] !== undefined;
  const wanted = PROFILE_PROPERTIES.filter((name) => changed.has(name) && isSet(name));
  const first = wanted.filter((name) => name === 'get_started');
  const rest = wanted.filter((name) => name !== 'get_started');
  const gone = PROFILE_PROPERTIES.filter((name) => changed.has(name) && !isSet(name));
  return [...setting(code, first), ...setting(code, rest), ...removing(gone)];
}

function setting(
  code: MessengerProfile,
  names: readonly ProfileProperty[],
): readonly ProfileStep[] {
  if (names.length === 0) return [];
  return [{ kind: 'set', properties: Object.fromEntries(names.map((name) => [name, code[name]])) }];
}

/**
 * By one call, or by two when the menu and Get Started both go: Meta refuses to take Get Started from below a menu, and says
 * nothing of the order within a call.
 * @param names in any order
 */
export function removing(names: readonly ProfileProperty[]): readonly ProfileStep[] {
  const gone = PROFILE_PROPERTIES.filter((name) => names.includes(name));
  const isLast = (name: ProfileProperty): boolean =>
    name === 'get_started' && gone.includes('persistent_menu');
  return [gone.filter((name) => !isLast(name)), gone.filter(isLast)]
    .filter((properties) => properties.length > 0)
    .map((properties) => ({ kind: 'remove', properties }));
}

/** @throws GraphError */
export async function make(
  profiles: ProfileClient,
  pageId: string,
  step: ProfileStep,
): Promise<void> {
  if (step.kind === 'set') await profiles.write(pageId, { ...step.properties });
  else await profiles.remove(pageId, step.properties);
}

/** `set get_started, greeting` */
export function stepText({ kind, properties }: ProfileStep): string {
  const names = kind === 'set' ? Object.keys(properties) : properties;
  return `${kind} ${names.join(', ')}`;
}
