import type { ShownButton } from '../platform/bubble.js';
import {
  GraphError,
  invalidParameter,
  mustBeNonEmpty,
  mustBeOneOf,
  mustBeText,
  tooFew,
  tooMany,
} from './graph-error.js';
import { isRecord, lengthWithin, type Params } from './params.js';

const TITLE_MAX_CHARS = 20;
const PAYLOAD_MAX_CHARS = 1000;
const BUTTONS_MAX = 3;

/** Types whose titles Messenger writes itself. */
const OWN_TITLES: Readonly<Record<string, string>> = {
  account_link: 'Log In',
  account_unlink: 'Log Out',
};
const TYPES = [
  'web_url',
  'postback',
  'phone_number',
  'account_link',
  'account_unlink',
  'game_play',
  'audio_call',
];

/**
 * One to three buttons.
 * @param place where they stand, for the length errors: `[elements][0]`, empty in a button template.
 *   Meta's other messages say `name_placeholder` wherever they stand.
 */
export function readButtons(value: unknown, place: string): readonly ShownButton[] {
  if (!Array.isArray(value) || value.length === 0) {
    // Logs have both, and do not say which comes where.
    const parameter = 'name_placeholder[buttons]';
    throw place === '' ? mustBeNonEmpty(parameter) : tooFew(parameter);
  }
  if (value.length > BUTTONS_MAX) throw tooMany('name_placeholder[buttons]');
  return value.map((button: unknown, index) => readButton(button, `[buttons][${index}]`, place));
}

function readButton(value: unknown, button: string, place: string): ShownButton {
  const fields: Params = isRecord(value) ? value : {};
  const type = fields['type'];
  if (typeof type !== 'string' || !TYPES.includes(type)) {
    throw mustBeOneOf(`name_placeholder${button}[type]`, TYPES);
  }
  const title = OWN_TITLES[type] ?? titleOf(fields['title'], button, place);
  const shown = { type, title, payload: null, url: null };
  if (type === 'postback') {
    return { ...shown, payload: payloadOf(fields['payload'], `${place}${button}`) };
  }
  if (type === 'web_url')
    return { ...shown, url: urlOf(fields['url'], `name_placeholder${button}`) };
  if (type === 'phone_number') return { ...shown, url: phoneOf(fields['payload'], button) };
  return shown;
}

function titleOf(value: unknown, button: string, place: string): string {
  if (typeof value !== 'string') throw mustBeText(`name_placeholder${button}[title]`);
  if (value === '') throw invalidParameter('Element button title cannot be empty.', 2018053);
  return lengthWithin(value, TITLE_MAX_CHARS, `${place}${button}[title]`);
}

/** What a postback sends. @param path of the button, for error messages */
export function payloadOf(value: unknown, path: string): string {
  if (typeof value !== 'string' || value === '') {
    throw invalidParameter('Payload cannot be empty for postback type button', 2018040);
  }
  return lengthWithin(value, PAYLOAD_MAX_CHARS, `${path}[payload]`);
}

/** Where a link leads. @param path of the button, for error messages */
export function urlOf(value: unknown, path: string): string {
  if (value === undefined || value === '') {
    throw invalidParameter('Web url cannot be empty for url type button', 2018041);
  }
  if (typeof value !== 'string' || !isWebUrl(value)) throw badUrl(path);
  return value;
}

/** The wording is ours: no log with Meta's was found. */
function phoneOf(value: unknown, button: string): string {
  if (typeof value === 'string' && /^\+\d{5,}$/.test(value)) return `tel:${value}`;
  throw invalidParameter(`Param name_placeholder${button}[payload] must be a phone number`);
}

function badUrl(path: string): GraphError {
  return invalidParameter(`${path}[url] should represent a valid URL`);
}

/** An address that Messenger opens: http or https. */
export function isWebUrl(text: string): boolean {
  return URL.canParse(text) && ['http:', 'https:'].includes(new URL(text).protocol);
}
