import type { ShownQuickReply } from '../platform/bubble.js';
import type { SimulatorSettings } from '../simulator.options.js';
import { charactersIn, firstCharacters } from './characters.js';
import { mustBeNonEmpty, mustBeOneOf, tooMany } from './graph-error.js';
import { isRecord, type Params, textWithin } from './params.js';

const QUICK_REPLIES_MAX = 13;
const TITLE_MAX_CHARS = 20;
const PAYLOAD_MAX_CHARS = 1000;

/** What Messenger would fill in from the person's account; title and payload are both this value. */
const FROM_ACCOUNT: Readonly<Record<string, string>> = {
  user_phone_number: '+15550100',
  user_email: 'person@example.com',
};

/** Up to 13 quick replies; `undefined` means none. */
export function readQuickReplies(
  value: unknown,
  { longQuickReplyTitle }: Pick<SimulatorSettings, 'longQuickReplyTitle'>,
): readonly ShownQuickReply[] {
  if (value === undefined) return [];
  if (!Array.isArray(value) || value.length === 0) throw mustBeNonEmpty('message[quick_replies]');
  if (value.length > QUICK_REPLIES_MAX) throw tooMany('message[quick_replies]');
  return value.map((reply: unknown, index) =>
    readQuickReply(reply, `message[quick_replies][${index}]`, longQuickReplyTitle === 'cut'),
  );
}

function readQuickReply(value: unknown, path: string, cut: boolean): ShownQuickReply {
  const fields: Params = isRecord(value) ? value : {};
  const type = fields['content_type'];
  const own = typeof type === 'string' ? FROM_ACCOUNT[type] : undefined;
  if (own !== undefined) return { title: own, payload: own, imageUrl: null };
  if (type !== 'text') {
    throw mustBeOneOf(`${path}[content_type]`, ['text', ...Object.keys(FROM_ACCOUNT)]);
  }
  const { image_url: image } = fields;
  return {
    title: titleOf(fields['title'], path, cut),
    payload: payloadOf(fields, path),
    imageUrl: typeof image === 'string' && image !== '' ? image : null,
  };
}

function titleOf(value: unknown, path: string, cut: boolean): string {
  if (!cut) return textWithin(value, TITLE_MAX_CHARS, `${path}[title]`);
  const title = textWithin(value, Number.POSITIVE_INFINITY, `${path}[title]`);
  return charactersIn(title) > TITLE_MAX_CHARS
    ? `${firstCharacters(title, TITLE_MAX_CHARS - 1)}…`
    : title;
}

/** An empty payload is fine beside an image, and only there. */
function payloadOf({ payload, image_url: image }: Params, path: string): string {
  if (payload === '' && typeof image === 'string' && image !== '') return '';
  return textWithin(payload, PAYLOAD_MAX_CHARS, `${path}[payload]`);
}
