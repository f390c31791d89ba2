import type { Rule, RuleFacts } from './rule.js';
import { APP_FIELDS, APP_SECRET, APP_WEBHOOK, FIELD_VERSION } from './rules/app.rules.js';
import {
  CALLBACK_REACHABLE,
  CALLBACK_TAKES_SIGNED,
  CALLBACK_VERIFIES,
} from './rules/callback.rules.js';
import { CLOCK, GRAPH_VERSION } from './rules/graph.rules.js';
import {
  APP_LIVE,
  PAGE_FIELDS,
  PAGE_INSTALLED,
  PAGE_RESTRICTED,
  PERMISSION_REVIEWED,
  THREAD_OURS,
} from './rules/page.rules.js';
import { BUTTONS_ANSWERED, GET_STARTED, MENU_IN_STEP } from './rules/profile.rules.js';
import { APP_ID_GIVEN, LAST_WEBHOOK, STORE_WRITABLE } from './rules/service.rules.js';
import { PAGE_TOKEN, TOKEN_EXPIRY, TOKEN_OF_PAGE, TOKEN_SCOPES } from './rules/token.rules.js';
import { GRAPH_ANSWERS, GRAPH_PERMITS } from './unread.js';

/** In the order in which findings are read: what is mended first comes first. */
export const RULES: readonly Rule[] = [
  APP_ID_GIVEN,
  STORE_WRITABLE,
  GRAPH_VERSION,
  APP_SECRET,
  APP_WEBHOOK,
  CALLBACK_REACHABLE,
  CALLBACK_VERIFIES,
  CALLBACK_TAKES_SIGNED,
  APP_FIELDS,
  FIELD_VERSION,
  PAGE_TOKEN,
  TOKEN_OF_PAGE,
  TOKEN_SCOPES,
  TOKEN_EXPIRY,
  PERMISSION_REVIEWED,
  APP_LIVE,
  PAGE_RESTRICTED,
  PAGE_INSTALLED,
  PAGE_FIELDS,
  GET_STARTED,
  BUTTONS_ANSWERED,
  MENU_IN_STEP,
  THREAD_OURS,
  CLOCK,
  LAST_WEBHOOK,
];

/** What docs/doctor.md lists. */
export const ALL_RULES: readonly RuleFacts[] = [GRAPH_ANSWERS, GRAPH_PERMITS, ...RULES];
