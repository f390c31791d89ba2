import type { ShownButton } from '../platform/bubble.js';
import { invalidParameter, isRequired, mustBeOneOf, tooFew, tooMany } from './graph-error.js';
import { isRecord, isTrue, optionalWithin, type Params, textWithin } from './params.js';
import { isWebUrl, payloadOf, readButtons, urlOf } from './read-buttons.js';

const IMAGES_MIN = 2;
const IMAGES_MAX = 6;
const TITLE_MAX_CHARS = 45;
const SUBTITLE_MAX_CHARS = 80;
const PLACE = '[elements][0]';

/** What an image grid shows. */
interface ImageGrid {
  readonly text: string | null;
  readonly media: readonly { readonly type: string; readonly source: string }[];
  readonly buttons: readonly ShownButton[];
}

interface GridImage {
  readonly url: string;
  readonly button: ShownButton | null;
}

/**
 * Two to six pictures, which can be tapped: a tap says the `text` of the picture's action in the person's name. That is what a
 * button does with its title, so each such picture is a button here.
 * @see https://developers.facebook.com/docs/messenger-platform/send-messages/templates (image grid; read 2026-11-25)
 */
export function readImageGrid(element: Params): ImageGrid {
  const { images, buttons } = element;
  const title = optionalWithin(element['title'], TITLE_MAX_CHARS, `${PLACE}[title]`);
  const subtitle = optionalWithin(element['subtitle'], SUBTITLE_MAX_CHARS, `${PLACE}[subtitle]`);
  const parameter = `name_placeholder${PLACE}[images]`;
  if (!Array.isArray(images) || images.length < IMAGES_MIN) throw tooFew(parameter);
  if (images.length > IMAGES_MAX) throw tooMany(parameter);
  const all = images.map((image: unknown, index) => readImage(image, `[images][${index}]`));
  checkHero(images, parameter);
  const below = buttons === undefined ? [] : readButtons(buttons, PLACE);
  checkTypes(below);
  const texts = [title, subtitle].filter((text) => text !== null);
  return {
    text: texts.length === 0 ? null : texts.join('\n'),
    media: all.map(({ url }) => ({ type: 'image', source: url })),
    buttons: [...all.flatMap(({ button }) => button ?? []), ...below],
  };
}

function readImage(value: unknown, at: string): GridImage {
  const { url, action }: Params = isRecord(value) ? value : {};
  const place = `${PLACE}${at}`;
  if (typeof url !== 'string' || !isWebUrl(url)) throw isRequired(`name_placeholder${place}[url]`);
  return { url, button: action === undefined ? null : readAction(action, `${place}[action]`) };
}

function readAction(value: unknown, place: string): ShownButton {
  const { type, url, payload, text }: Params = isRecord(value) ? value : {};
  if (type === 'web_url') {
    const address = urlOf(url, `name_placeholder${place}`);
    return { type, title: new URL(address).hostname, payload: null, url: address };
  }
  if (type !== 'postback') {
    throw mustBeOneOf(`name_placeholder${place}[type]`, ['web_url', 'postback']);
  }
  const title = textWithin(text, Number.POSITIVE_INFINITY, `name_placeholder${place}[text]`);
  return { type, title, payload: payloadOf(payload, place), url: null };
}

/** The rule is Meta's, the wording ours. */
function checkHero(images: readonly unknown[], parameter: string): void {
  const heroes = images.filter((image) => isRecord(image) && isTrue(image['is_hero_image']));
  if (heroes.length > 1) throw invalidParameter(`Param ${parameter} has more than one hero image`);
}

function checkTypes(buttons: readonly ShownButton[]): void {
  const at = buttons.findIndex(({ type }) => type !== 'web_url' && type !== 'postback');
  if (at === -1) return;
  throw mustBeOneOf(`name_placeholder[buttons][${at}][type]`, ['web_url', 'postback']);
}
