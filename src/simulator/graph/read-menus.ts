import type { LocalMenu, MenuItem } from '../platform/messenger-profile.js';
import { isRequired, mustBeOneOf } from './graph-error.js';
import { isRecord, isTrue, listWithin, type Params, textWithin } from './params.js';
import { payloadOf, urlOf } from './read-buttons.js';
import { checkDefaultLocale, localised } from './read-localised.js';

const ITEMS_MAX = 20;
const TITLE_MAX_CHARS = 30;

/**
 * A persistent menu in all its locales. It is flat: nesting went with v8.0.
 * @param parameter for error messages: `persistent_menu`
 */
export function readMenus(value: unknown, parameter: string): readonly LocalMenu[] {
  const menus = listWithin(value, Number.POSITIVE_INFINITY, parameter).map((menu, index) =>
    readMenu(menu, `${parameter}[${index}]`),
  );
  return checkDefaultLocale(menus, parameter);
}

function readMenu(value: unknown, at: string): LocalMenu {
  const { locale, fields, place } = localised(value, at);
  const { call_to_actions: actions, disabled_surfaces: surfaces } = fields;
  const disabled = isTrue(fields['composer_input_disabled']);
  const parameter = `${place}[call_to_actions]`;
  if (actions === undefined && disabled) throw isRequired(parameter);
  const items = actions === undefined ? [] : listWithin(actions, ITEMS_MAX, parameter);
  return {
    locale,
    composer_input_disabled: disabled,
    call_to_actions: items.map((item, index) => readItem(item, `${parameter}[${index}]`)),
    ...(Array.isArray(surfaces) && { disabled_surfaces: surfaces.map(String) }),
  };
}

function readItem(value: unknown, place: string): MenuItem {
  const fields: Params = isRecord(value) ? value : {};
  const { type } = fields;
  if (type !== 'postback' && type !== 'web_url') {
    throw mustBeOneOf(`${place}[type]`, ['web_url', 'postback']);
  }
  const title = textWithin(fields['title'], TITLE_MAX_CHARS, `${place}[title]`);
  if (type === 'web_url') return { type, title, url: urlOf(fields['url'], place) };
  return { type, title, payload: payloadOf(fields['payload'], place) };
}
