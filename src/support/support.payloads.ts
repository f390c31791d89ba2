import { payload } from '../messaging/index.js';

/** The menu item, in both versions that were ever sent. */
export const SupportMenu = payload('MENU_SUPPORT', { version: 2, accepts: [1] });

/** Opens a ticket about a topic; `SUPPORT_*` takes these and topics that other features send. */
export const AskSupport = payload('SUPPORT_{topic}');
