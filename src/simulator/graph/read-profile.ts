import type { MessengerProfile, ProfileProperty } from '../platform/messenger-profile.js';
import { invalidParameter, isRequired, mustBeOneOf } from './graph-error.js';
import { isRecord, listWithin, type Params, textWithin } from './params.js';
import { isWebUrl } from './read-buttons.js';
import { checkDefaultLocale, localised } from './read-localised.js';
import { readMenus } from './read-menus.js';

const PAYLOAD_MAX_CHARS = 1000;
const GREETING_MAX_CHARS = 160;
const ICE_BREAKERS_MAX = 4;
const COMMANDS_MAX = 100;
const COMMAND_NAME_MAX_CHARS = 32;
const COMMAND_DESCRIPTION_MAX_CHARS = 64;
const DOMAINS_MAX = 50;

type Readers = {
  readonly [Name in ProfileProperty]: (value: unknown) => Required<MessengerProfile>[Name];
};

const READERS: Readers = {
  get_started: readGetStarted,
  greeting: readGreeting,
  ice_breakers: readIceBreakers,
  persistent_menu: (value) => readMenus(value, 'persistent_menu'),
  commands: readCommands,
  whitelisted_domains: readDomains,
  account_linking_url: readLinkingUrl,
};

export const PROFILE_PROPERTIES = Object.keys(READERS).filter((name) => isProperty(name));

/** Whether Meta's Profile API has this property, as something that can be set. */
function isProperty(name: string): name is ProfileProperty {
  return Object.hasOwn(READERS, name);
}

/**
 * The properties that a call sets, checked.
 * @param value anything; properties that Meta does not have are left out
 * @param present what the page shows already: a menu needs a Get Started button of before or in the same call
 * @throws a `GraphError` for the first rule that is broken
 */
export function readProfile(value: unknown, present: MessengerProfile): MessengerProfile {
  const params: Params = isRecord(value) ? value : {};
  const named = PROFILE_PROPERTIES.filter((name) => params[name] !== undefined);
  const profile: MessengerProfile = Object.fromEntries(
    named.map((name) => [name, READERS[name](params[name])]),
  );
  checkOrder({ ...present, ...profile });
  return profile;
}

/** Get Started comes before the menu, and goes after it. */
export function checkOrder(profile: MessengerProfile): void {
  const { get_started: getStarted, persistent_menu: menu } = profile;
  if (menu === undefined || getStarted !== undefined) return;
  throw invalidParameter(
    'You must set a Get Started button if you also wish to use persistent menu',
    2018145,
  );
}

function readGetStarted(value: unknown): { readonly payload: string } {
  const { payload }: Params = isRecord(value) ? value : {};
  return { payload: textWithin(payload, PAYLOAD_MAX_CHARS, 'get_started[payload]') };
}

function readGreeting(value: unknown): Required<MessengerProfile>['greeting'] {
  const greetings = listWithin(value, Number.POSITIVE_INFINITY, 'greeting').map((one, index) => {
    const { locale, fields, place } = localised(one, `greeting[${index}]`);
    return { locale, text: textWithin(fields['text'], GREETING_MAX_CHARS, `${place}[text]`) };
  });
  return checkDefaultLocale(greetings, 'greeting');
}

function readIceBreakers(value: unknown): Required<MessengerProfile>['ice_breakers'] {
  const list = listWithin(value, Number.POSITIVE_INFINITY, 'ice_breakers');
  if (list.some((one) => isRecord(one) && one['question'] !== undefined)) {
    return questionsOf(list, 'ice_breakers');
  }
  const versions = list.map((one, index) => {
    const { locale, fields, place } = localised(one, `ice_breakers[${index}]`);
    const questions = questionsOf(fields['call_to_actions'], `${place}[call_to_actions]`);
    return { locale, call_to_actions: questions };
  });
  return checkDefaultLocale(versions, 'ice_breakers');
}

function questionsOf(
  value: unknown,
  parameter: string,
): readonly { readonly question: string; readonly payload: string }[] {
  return listWithin(value, ICE_BREAKERS_MAX, parameter).map((one, index) => {
    const { question, payload }: Params = isRecord(one) ? one : {};
    const place = `${parameter}[${index}]`;
    return {
      // Meta's documents name no limit for a question.
      question: textWithin(question, Number.POSITIVE_INFINITY, `${place}[question]`),
      payload: textWithin(payload, PAYLOAD_MAX_CHARS, `${place}[payload]`),
    };
  });
}

function readCommands(value: unknown): Required<MessengerProfile>['commands'] {
  const list = listWithin(value, Number.POSITIVE_INFINITY, 'commands');
  const versions = list.map((one, index) => {
    const { locale, fields, place } = localised(one, `commands[${index}]`);
    const commands = listWithin(fields['commands'], COMMANDS_MAX, `${place}[commands]`);
    return {
      locale,
      commands: commands.map((command, at) => readCommand(command, `${place}[commands][${at}]`)),
    };
  });
  return checkDefaultLocale(versions, 'commands');
}

function readCommand(value: unknown, place: string): { name: string; description: string } {
  const { name, description }: Params = isRecord(value) ? value : {};
  return {
    name: textWithin(name, COMMAND_NAME_MAX_CHARS, `${place}[name]`),
    description: textWithin(description, COMMAND_DESCRIPTION_MAX_CHARS, `${place}[description]`),
  };
}

function readDomains(value: unknown): readonly string[] {
  return listWithin(value, DOMAINS_MAX, 'whitelisted_domains').map((domain, index) =>
    secureUrl(domain, `whitelisted_domains[${index}]`),
  );
}

function readLinkingUrl(value: unknown): string {
  if (value === '') throw isRequired('account_linking_url');
  return secureUrl(value, 'account_linking_url');
}

function secureUrl(value: unknown, parameter: string): string {
  if (typeof value === 'string' && isWebUrl(value) && value.startsWith('https:')) return value;
  throw invalidParameter(`${parameter} should represent a valid URL`);
}

/** The names in `fields`: a list, JSON or not, or text with commas. */
export function readPropertyNames(fields: readonly string[]): readonly ProfileProperty[] {
  return fields.map((field) => {
    const name = field.toLowerCase();
    if (isProperty(name)) return name;
    throw mustBeOneOf('fields', PROFILE_PROPERTIES);
  });
}

/** Names that can be read; that of a property which can only be read counts, and is never set here. */
export function readableNames(fields: readonly string[]): readonly ProfileProperty[] {
  const readOnly = 'subject_to_new_eu_privacy_rules';
  return readPropertyNames(fields.filter((field) => field.toLowerCase() !== readOnly));
}
