import type { JsonObject } from '../graph/index.js';
import { objectOf, objectsOf, textOf } from './read-json.js';

/** A button of a page, taps on which arrive as postbacks. */
export interface ProfileButton {
  /** What people would call it: `the menu item "Sale"`, with its language when that is not the default. */
  readonly label: string;
  readonly title: string;
  readonly payload: string;
}

/**
 * Every button with a payload in a page's profile, in all languages.
 * @param profile in Meta's shape; what cannot be read is left out
 */
export function buttonsOfProfile(profile: unknown): readonly ProfileButton[] {
  const { get_started: getStarted, persistent_menu: menus, ice_breakers } = objectOf(profile);
  return [
    ...buttonOf('button', 'Get Started', objectOf(getStarted)),
    ...objectsOf(menus).flatMap(({ call_to_actions: items, locale }) =>
      objectsOf(items).flatMap((item) => itemsIn(item, languageOf(locale))),
    ),
    ...objectsOf(ice_breakers).flatMap(questionsIn),
  ];
}

/** A page may still have a menu in a menu, of before v8.0. */
function itemsIn(item: JsonObject, language: string): readonly ProfileButton[] {
  const below = objectsOf(item['call_to_actions']).flatMap((one) => itemsIn(one, language));
  return [...buttonOf('menu item', textOf(item['title']), item, language), ...below];
}

/** Of one language, or one of the older list without languages. */
function questionsIn(entry: JsonObject): readonly ProfileButton[] {
  const { call_to_actions: questions = [entry], locale } = entry;
  return objectsOf(questions).flatMap((one) =>
    buttonOf('ice breaker', textOf(one['question']), one, languageOf(locale)),
  );
}

function buttonOf(
  what: string,
  title: string,
  { payload }: JsonObject,
  language = '',
): readonly ProfileButton[] {
  if (typeof payload !== 'string') return [];
  return [{ label: `the ${what} ${JSON.stringify(title)}${language}`, title, payload }];
}

function languageOf(locale: unknown): string {
  return typeof locale === 'string' && locale !== 'default' ? ` (${locale})` : '';
}
