import { countIssues, issue, type Issues, textIssues, urlIssues } from './menu-issue.js';
import { MENU_LIMITS as LIMITS } from './menu.limits.js';
import {
  type IceBreaker,
  languagesOf,
  type LocalisedMenu,
  type LocalMenu,
  type MenuCommand,
  type MenuItem,
  type MenuModuleOptions,
} from './menu.options.js';

const SHORTEN = 'Shorten it.';
const SHORTEN_PAYLOAD = 'Keep the long part in a database and put its id into the payload.';
/** `de_DE`, `es_LA`; Meta's list is at https://developers.facebook.com/docs/messenger-platform/messenger-profile/supported-locales */
const LOCALE = /^[a-z]{2,3}_[A-Z]{2}$/;

/** Every rule of Messenger's that a menu breaks; none when Meta would take it. */
export function menuIssues(options: MenuModuleOptions): Issues {
  const { getStarted } = options;
  return [
    ...(getStarted === undefined ? [] : payloadIssues('getStarted', getStarted)),
    ...getStartedIssues(options),
    ...languagesOf(options).flatMap((language) => languageIssues(language, options)),
  ];
}

/** The same for a person's own menu; whether the page has a Get Started button is not known. */
export function userMenuIssues(menu: Omit<MenuModuleOptions, 'getStarted'>): Issues {
  return languagesOf(menu).flatMap((language) => languageIssues(language, menu));
}

/** A menu without Get Started is refused (100/2018145). */
function getStartedIssues(options: MenuModuleOptions): Issues {
  const hasMenu = languagesOf(options).some(({ menu }) => menu.persistentMenu !== undefined);
  if (!hasMenu || options.getStarted !== undefined) return [];
  const mend = 'Give getStarted the payload of your first hello.';
  return [issue('getStarted', 'is missing, and Messenger wants it beside a persistentMenu.', mend)];
}

function languageIssues({ locale, menu }: LocalisedMenu, options: MenuModuleOptions): Issues {
  if (locale === 'default' && menu === options) return localIssues('', menu);
  const place = `locales.${locale}`;
  return [
    ...localeIssues(place, locale),
    ...localIssues(`${place}.`, menu),
    ...PARTS.filter((part) => menu[part] !== undefined && options[part] === undefined).map((part) =>
      issue(
        `${place}.${part}`,
        `has no ${part} for other languages beside it, which Messenger wants.`,
        `Give the options a ${part} outside locales too.`,
      ),
    ),
  ];
}

/** Meta wants a `default` of each. */
const PARTS = ['greeting', 'persistentMenu', 'iceBreakers', 'commands'] as const;

function localeIssues(place: string, locale: string): Issues {
  if (LOCALE.test(locale)) return [];
  const mend =
    locale === 'default'
      ? 'Write what is for everybody outside locales.'
      : 'Write the language and the country: de_DE, pt_BR.';
  return [issue(place, 'is no language that Messenger knows.', mend)];
}

/** @param at what stands before the name of a part: `locales.de_DE.` */
function localIssues(at: string, menu: LocalMenu): Issues {
  const { greeting, iceBreakers, commands } = menu;
  return [
    ...(greeting === undefined
      ? []
      : textIssues(`${at}greeting`, greeting, LIMITS.greetingMaxChars, SHORTEN)),
    ...persistentMenuIssues(at, menu),
    ...listIssues(`${at}iceBreakers`, iceBreakers, LIMITS.iceBreakersMax, iceBreakerIssues),
    ...listIssues(`${at}commands`, commands, LIMITS.commandsMax, commandIssues),
  ];
}

function persistentMenuIssues(at: string, menu: LocalMenu): Issues {
  const { persistentMenu, composerInputDisabled = false } = menu;
  const isStuck = composerInputDisabled && persistentMenu === undefined;
  return [
    ...listIssues(`${at}persistentMenu`, persistentMenu, LIMITS.itemsMax, itemIssues),
    ...(isStuck
      ? [
          issue(
            `${at}composerInputDisabled`,
            'leaves people nothing: there is no persistentMenu beside it.',
            'Add the menu, or let people write.',
          ),
        ]
      : []),
  ];
}

/** A list and each of its entries. */
function listIssues<T>(
  path: string,
  list: readonly T[] | undefined,
  max: number,
  issuesOf: (place: string, entry: T) => Issues,
): Issues {
  if (list === undefined) return [];
  const own = list.flatMap((entry, index) => issuesOf(`${path}[${index}]`, entry));
  return [...countIssues(path, list, max), ...own];
}

function itemIssues(place: string, item: MenuItem): Issues {
  return [
    ...textIssues(`${place}.title`, item.title, LIMITS.titleMaxChars, SHORTEN),
    ...('url' in item
      ? urlIssues(`${place}.url`, item.url)
      : payloadIssues(`${place}.payload`, item.payload)),
    ...('url' in item && 'payload' in item
      ? [issue(place, 'has both a payload and a url.', 'Keep one of them.')]
      : []),
  ];
}

function iceBreakerIssues(place: string, { question, payload }: IceBreaker): Issues {
  return [
    // Meta's documents name no limit for a question.
    ...textIssues(`${place}.question`, question, Number.POSITIVE_INFINITY, SHORTEN),
    ...payloadIssues(`${place}.payload`, payload),
  ];
}

function commandIssues(place: string, { name, description }: MenuCommand): Issues {
  return [
    ...textIssues(`${place}.name`, name, LIMITS.commandNameMaxChars, SHORTEN),
    ...textIssues(`${place}.description`, description, LIMITS.commandDescriptionMaxChars, SHORTEN),
  ];
}

function payloadIssues(path: string, payload: unknown): Issues {
  const issues = textIssues(path, payload, LIMITS.payloadMaxChars, SHORTEN_PAYLOAD);
  const isEmpty = typeof payload === 'string' && payload.trim() === '';
  return isEmpty ? issues.map((one) => ({ ...one, isEmptyPayload: true })) : issues;
}
