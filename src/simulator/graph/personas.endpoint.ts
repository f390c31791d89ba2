import { newId } from '../platform/ids.js';
import type { GraphAnswer, GraphCall } from './graph-endpoint.js';
import { listOf } from './lists.js';
import { textWithin } from './params.js';
import { urlOf } from './read-buttons.js';

const NAME_MAX_CHARS = 50;

/** `POST /{page}/personas` */
export function createPersona({ page, params }: GraphCall): GraphAnswer {
  const name = textWithin(params['name'], NAME_MAX_CHARS, 'name');
  const picture = urlOf(params['profile_picture_url'], 'profile_picture_url');
  const id = newId();
  page.personas.add({ id, name, profile_picture_url: picture });
  return { body: { id } };
}

/** `GET /{page}/personas` */
export function listPersonas({ page, params }: GraphCall): GraphAnswer {
  return { body: listOf(page.personas.all(), params) };
}
