import type { ShownMedia } from '../platform/bubble.js';
import { isRequired } from './graph-error.js';
import { idOf, isRecord, type Params } from './params.js';
import { isWebUrl } from './read-buttons.js';
import { type AttachmentContent, readTemplate } from './read-template.js';

const MEDIA_TYPES = ['image', 'audio', 'video', 'file'];

/** A file or a template. */
export function readAttachment(value: unknown): AttachmentContent {
  const { type, payload }: Params = isRecord(value) ? value : {};
  const fields: Params = isRecord(payload) ? payload : {};
  if (type === 'template') return readTemplate(fields);
  if (typeof type !== 'string' || !MEDIA_TYPES.includes(type)) {
    throw isRequired('message[attachment][type]');
  }
  return { media: [readMedia(type, fields)] };
}

/** A file by address or by the id of an earlier upload. */
function readMedia(type: string, fields: Params): ShownMedia {
  const { attachment_id: id, url } = fields;
  const address = typeof url === 'string' && isWebUrl(url) ? url : null;
  const source = idOf(id) ?? address;
  if (source === null) throw isRequired('message[attachment][payload][url]');
  return { type, source };
}
