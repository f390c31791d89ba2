import { isDeepStrictEqual } from 'node:util';
import type { JsonObject } from '../graph/index.js';
import { type MessengerProfile, type ProfileProperty } from './messenger-profile.js';
import { localeOf, objectOf, objectsOf } from './read-json.js';

/** Where a page and the code differ: one property in one language. */
export interface ProfileChange {
  readonly property: ProfileProperty;
  /** `default`, `de_DE`; `null` for what has no languages. */
  readonly locale: string | null;
  /** In Meta's shape, without the locale and without what is Meta's default; `null` when the page has none. */
  readonly live: JsonObject | null;
  /** The same; `null` when the code has none. */
  readonly code: JsonObject | null;
}

/** As people read it: from above. */
const ORDER = [
  'get_started',
  'greeting',
  'persistent_menu',
  'ice_breakers',
  'commands',
] as const satisfies readonly ProfileProperty[];

/**
 * Where they differ in what people would see. The order of keys, what is Meta's default anyway, and the older form of ice
 * breakers make no difference.
 * @param live in Meta's shape, unread
 */
export function profileChanges(live: JsonObject, code: MessengerProfile): readonly ProfileChange[] {
  return ORDER.flatMap((property) => {
    const there = partsOf(live[property]);
    const here = partsOf(code[property]);
    const locales = new Set([...here.keys(), ...there.keys()]);
    return [...locales].flatMap((locale) => {
      const change = { live: there.get(locale) ?? null, code: here.get(locale) ?? null };
      return isDeepStrictEqual(change.live, change.code) ? [] : [{ property, locale, ...change }];
    });
  });
}

type Parts = ReadonlyMap<string | null, JsonObject>;

/** A property by language. */
function partsOf(value: unknown): Parts {
  if (value === undefined) return new Map();
  if (!Array.isArray(value)) return new Map([[null, plain(value)]]);
  const entries = isFlat(value)
    ? [{ locale: 'default', call_to_actions: value }]
    : objectsOf(value);
  return new Map(entries.map((entry) => [localeOf(entry), plain({ ...entry, locale: undefined })]));
}

/** The older form of ice breakers, for everybody: `[{"question":…,"payload":…}]`. */
function isFlat(list: readonly unknown[]): boolean {
  return objectsOf(list).some(({ question }) => question !== undefined);
}

function plain(value: unknown): JsonObject {
  return objectOf(withoutDefaults(value));
}

/** What Meta takes for said when it is left out. */
const DEFAULTS: JsonObject = {
  composer_input_disabled: false,
  disabled_surfaces: [],
  messenger_extensions: false,
  webview_height_ratio: 'full',
};

function withoutDefaults(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutDefaults);
  if (typeof value !== 'object' || value === null) return value;
  const said = Object.entries(value).filter(
    ([name, member]) => member !== undefined && !isDeepStrictEqual(member, DEFAULTS[name]),
  );
  return Object.fromEntries(
    said.map(([name, member]: [string, unknown]) => [
      name,
      name === 'url' ? addressOf(member) : withoutDefaults(member),
    ]),
  );
}

/** `https://example.com` and `https://example.com/` are one address. */
function addressOf(value: unknown): unknown {
  return typeof value === 'string' && URL.canParse(value) ? new URL(value).href : value;
}
