import type { MessageContent, ShownCard } from '../platform/bubble.js';
import {
  type GraphError,
  invalidParameter,
  isRequired,
  mustBeOneOf,
  tooFew,
  tooMany,
} from './graph-error.js';
import { checkUpload, type UploadPlace } from './media-file.js';
import { idOf, isRecord, lengthWithin, optionalWithin, type Params, textWithin } from './params.js';
import { isWebUrl, readButtons, urlOf } from './read-buttons.js';
import { readImageGrid } from './read-image-grid.js';
import { NAMED_TEMPLATES } from './read-named-template.js';

const BUTTON_TEXT_MAX_CHARS = 640;
const CARD_TEXT_MAX_CHARS = 80;
const CARDS_MAX = 10;

/** The part of a message that its attachment shows. */
export type AttachmentContent = Partial<
  Pick<MessageContent, 'text' | 'buttons' | 'cards' | 'media' | 'template'>
>;

/** A template by its `template_type`. */
export function readTemplate(payload: Params, place: UploadPlace): AttachmentContent {
  const type = payload['template_type'];
  if (type === 'button') return readButtonTemplate(payload);
  if (type === 'generic') return { cards: elementsOf(payload, CARDS_MAX).map(readCard) };
  if (type === 'media') return readMediaTemplate(payload, place);
  if (type === 'image_grid') return readImageGrid(elementsOf(payload, 1)[0] ?? {});
  const check = NAMED_TEMPLATES.get(type);
  if (check === undefined) throw invalidParameter('Invalid template type');
  check(payload);
  return { template: String(type) };
}

function readButtonTemplate({ text, buttons }: Params): AttachmentContent {
  if (typeof text !== 'string' || text === '') throw isRequired('name_placeholder[text]');
  return {
    text: lengthWithin(text, BUTTON_TEXT_MAX_CHARS, 'name_placeholder[text]'),
    buttons: readButtons(buttons, ''),
  };
}

function readMediaTemplate(payload: Params, place: UploadPlace): AttachmentContent {
  const element: Params = elementsOf(payload, 1)[0] ?? {};
  const { media_type: type, buttons } = element;
  if (type !== 'image' && type !== 'video') {
    throw isRequired('name_placeholder[elements][0][media_type]');
  }
  return {
    media: [{ type, source: mediaSourceOf(element, type, place) }],
    buttons: buttons === undefined ? [] : readButtons(buttons, '[elements][0]'),
  };
}

function mediaSourceOf(element: Params, type: string, place: UploadPlace): string {
  const id = idOf(element['attachment_id']);
  if (id !== null) {
    checkUpload(id, type, place);
    return id;
  }
  const { url } = element;
  if (url === undefined) throw isRequired('name_placeholder[elements][0][attachment_id]');
  if (typeof url === 'string' && isFacebookUrl(url)) return url;
  // The rule is Meta's, the wording ours.
  throw invalidParameter('name_placeholder[elements][0][url] should be a Facebook URL');
}

function isFacebookUrl(url: string): boolean {
  return isWebUrl(url) && /(^|\.)facebook\.com$/.test(new URL(url).hostname);
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
  if (action !== undefined) checkDefaultAction(action, place);
  const hasMore = [subtitle, image, action, buttons].some((property) => property !== undefined);
  if (!hasMore) throw onlyATitle(place);
  return card;
}

/** A url button without a title. */
function checkDefaultAction(value: unknown, place: string): void {
  const { type, url }: Params = isRecord(value) ? value : {};
  if (type !== 'web_url') {
    throw mustBeOneOf(`name_placeholder${place}[default_action][type]`, ['web_url']);
  }
  urlOf(url, `name_placeholder${place}[default_action]`);
}

/** Meta's documents demand a second property; the wording is ours. */
function onlyATitle(place: string): GraphError {
  return invalidParameter(
    `Param ${place} needs subtitle, image_url, default_action or buttons beside its title`,
  );
}
