import type { GraphAnswer, GraphCall } from './graph-endpoint.js';
import { picked } from './lists.js';

/** `GET /{page}`, `GET /me`: the page, with what a doctor asks about it. */
export function readPage({ platform, page, params }: GraphCall): GraphAnswer {
  const { get_started: getStarted } = page.profile.properties;
  const { defaultAppId } = platform.settings;
  const facts = {
    id: page.id,
    name: page.page.name ?? `Page ${page.id}`,
    is_messenger_bot_get_started_enabled: getStarted !== undefined,
    is_messenger_platform_bot: true,
    messaging_feature_status: {
      hop_v2: defaultAppId !== null,
      msgr_multi_app: true,
      ig_multi_app: false,
    },
  };
  return { body: picked(facts, params, ['name', 'id']) };
}
