import type { JsonObject } from '../graph/index.js';
import type {
  IceBreaker,
  LocalMenu,
  MenuCommand,
  MenuItem,
  MenuModuleOptions,
} from './menu.options.js';
import { localeOf, objectOf, objectsOf, textOf } from './read-json.js';

/**
 * The options that would make such a page.
 * @param profile in Meta's shape; what the options cannot say, such as a menu in a menu, is left out
 */
export function optionsOf(profile: unknown): MenuModuleOptions {
  const { get_started: getStarted, ...rest } = objectOf(profile);
  const { payload } = objectOf(getStarted);
  const languages = new Map<string, LocalMenu>();
  for (const [locale, part] of partsIn(rest)) {
    languages.set(locale, { ...languages.get(locale), ...part });
  }
  const { default: everybody, ...locales } = Object.fromEntries(languages);
  return {
    ...(typeof payload === 'string' && { getStarted: payload }),
    ...everybody,
    ...(Object.keys(locales).length > 0 && { locales }),
  };
}

type Part = readonly [locale: string, part: LocalMenu];

/** One property in one language each. */
function partsIn(profile: JsonObject): readonly Part[] {
  const { greeting, persistent_menu: menus, ice_breakers: iceBreakers, commands } = profile;
  return [
    ...objectsOf(greeting).map((entry) => partOf(entry, { greeting: textOf(entry['text']) })),
    ...objectsOf(menus).map((entry) => partOf(entry, menuIn(entry))),
    ...iceBreakersIn(iceBreakers),
    ...objectsOf(commands).map((entry) =>
      partOf(entry, { commands: objectsOf(entry['commands']).map(commandOf) }),
    ),
  ];
}

function partOf(entry: JsonObject, part: LocalMenu): Part {
  return [localeOf(entry), part];
}

function menuIn({
  call_to_actions: items,
  composer_input_disabled: disabled,
}: JsonObject): LocalMenu {
  const persistentMenu = objectsOf(items).flatMap(itemsOf);
  return { persistentMenu, ...(disabled === true && { composerInputDisabled: true }) };
}

function itemsOf({ type, title, payload, url }: JsonObject): readonly MenuItem[] {
  if (type === 'postback') return [{ title: textOf(title), payload: textOf(payload) }];
  return type === 'web_url' ? [{ title: textOf(title), url: textOf(url) }] : [];
}

/** By language, or in the older form a list for everybody. */
function iceBreakersIn(value: unknown): readonly Part[] {
  const entries = objectsOf(value);
  const flat = entries.filter(({ question }) => question !== undefined);
  if (flat.length > 0) return [['default', { iceBreakers: flat.map(iceBreakerOf) }]];
  return entries.map((entry) =>
    partOf(entry, { iceBreakers: objectsOf(entry['call_to_actions']).map(iceBreakerOf) }),
  );
}

function iceBreakerOf({ question, payload }: JsonObject): IceBreaker {
  return { question: textOf(question), payload: textOf(payload) };
}

function commandOf({ name, description }: JsonObject): MenuCommand {
  return { name: textOf(name), description: textOf(description) };
}
