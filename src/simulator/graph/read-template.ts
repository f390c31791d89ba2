import type { MessageContent, ShownCard } from '../platform/bubble.js';
import { type GraphError, invalidParameter, isRequired, tooFew, tooMany } from './graph-error.js';
import { idOf, isRecord, lengthWithin, optionalWithin, type Params, textWithin } from './params.js';
import { readButtons } from './read-buttons.js';

const BUTTON_TEXT_MAX_CHARS = 640;
const CARD_TEXT_MAX_CHARS = 80;
const CARDS_MAX = 10;

/** Templates that the stand-in accepts without looking inside. */
const NOT_DRAWN = [
  'receipt',
  'product',
  'coupon',
  'customer_feedback',
  'customer_information',
  'image_grid',
  'instant_form',
  'notification_messages',
];

/** The part of a message that its attachment shows. */
export type AttachmentContent = Partial<
  Pick<MessageContent, 'text' | 'buttons' | 'cards' | 'media' | 'template'>
>;

/** A template by its `template_type`. */
export function readTemplate(payload: Params): AttachmentContent {
  const type = payload['template_type'];
  if (type === 'button') return readButtonTemplate(payload);
  if (type === 'generic') return { cards: elementsOf(payload, CARDS_MAX).map(readCard) };
  if (type === 'media') return readMediaTemplate(payload);
  if (typeof type === 'string' && NOT_DRAWN.includes(type)) return { template: type };
  throw invalidParameter('Invalid template type');
}

function readButtonTemplate({ text, buttons }: Params): AttachmentContent {
  if (typeof text !== 'string' || text === '') throw isRequired('name_placeholder[text]');
  return {
    text: lengthWithin(text, BUTTON_TEXT_MAX_CHARS, 'name_placeholder[text]'),
    buttons: readButtons(buttons, ''),
  };
}

function readMediaTemplate(payload: Params): AttachmentContent {
  const element: Params = elementsOf(payload, 1)[0] ?? {};
  const { media_type: type, buttons } = element;
  if (type !== 'image' && type !== 'video') {
    throw isRequired('name_placeholder[elements][0][media_type]');
  }
  const source = idOf(element['attachment_id']) ?? idOf(element['url']);
  if (source === null) throw isRequired('name_placeholder[elements][0][attachment_id]');
  return {
    media: [{ type, source }],
    buttons: buttons === undefined ? [] : readButtons(buttons, '[elements][0]'),
  };
}

function elementsOf({ elements }: Params, limit: number): readonly Params[] {
  const parameter = 'name_placeholder[elements]';
  if (!Array.isArray(elements) || elements.length === 0) throw tooFew(parameter);
  if (elements.length > limit) throw tooMany(parameter);
  return elements.map((element: unknown) => (isRecord(element) ? element : {}));
}

function readCard(element: Params, index: number): ShownCard {
  const place = `[elements][${index}]`;
  const { title, subtitle, image_url: image, default_action: action, buttons } = element;
  const card = {
    title: textWithin(title, CARD_TEXT_MAX_CHARS, `${place}[title]`),
    subtitle: optionalWithin(subtitle, CARD_TEXT_MAX_CHARS, `${place}[subtitle]`),
    imageUrl: typeof image === 'string' ? image : null,
    buttons: buttons === undefined ? [] : readButtons(buttons, place),
  };
  const hasMore = [subtitle, image, action, buttons].some((property) => property !== undefined);
  if (!hasMore) throw onlyATitle(place);
  return card;
}

/** Meta's documents demand a second property; the wording is ours. */
function onlyATitle(place: string): GraphError {
  return invalidParameter(
    `Param ${place} needs subtitle, image_url, default_action or buttons beside its title`,
  );
}
