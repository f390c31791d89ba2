import { isRequired, mustBeOneOf } from './graph-error.js';
import type { GraphAnswer, GraphCall } from './graph-endpoint.js';
import { idOf, namesIn } from './params.js';
import { countAgainst } from './rate-limits.js';
import { readMenus } from './read-menus.js';
import { conversationWith } from './recipient.js';

const SUCCESS = { body: { result: 'success' } };

/** `GET /{page}/custom_user_settings?psid=`: the person's own menu beside the page's. */
export function readUserSettings(call: GraphCall): GraphAnswer {
  const psid = admittedPsid(call);
  const { profile } = call.page;
  const own = profile.userMenuOf(psid);
  const pages = profile.properties.persistent_menu;
  const menus = {
    ...(own !== undefined && { user_level_persistent_menu: own }),
    ...(pages !== undefined && { page_level_persistent_menu: pages }),
  };
  return { body: { data: Object.keys(menus).length === 0 ? [] : [menus] } };
}

/** `POST /{page}/custom_user_settings`: a menu for one person, at once. */
export function saveUserSettings(call: GraphCall): GraphAnswer {
  const psid = admittedPsid(call);
  const { persistent_menu: menu } = call.params;
  if (menu === undefined) throw isRequired('persistent_menu');
  call.page.profile.setUserMenu(psid, readMenus(menu, 'persistent_menu'));
  return SUCCESS;
}

/** `DELETE /{page}/custom_user_settings?psid=&params=["persistent_menu"]` */
export function deleteUserSettings(call: GraphCall): GraphAnswer {
  const psid = admittedPsid(call);
  const names = namesIn(call.params['params']);
  if (names.length === 0) throw isRequired('params');
  if (names.some((name) => name.toLowerCase() !== 'persistent_menu')) {
    throw mustBeOneOf('params', ['persistent_menu']);
  }
  call.page.profile.deleteUserMenu(psid);
  return SUCCESS;
}

function admittedPsid(call: GraphCall): string {
  const { page, params, platform } = call;
  const psid = idOf(params['psid']);
  if (psid === null) throw isRequired('psid');
  conversationWith(call, psid);
  const { profileLimitCode } = platform.settings;
  countAgainst(page.usage.userSettingsOf(psid), platform.clock.nowMs(), profileLimitCode);
  return psid;
}
