import type { PageState } from '../platform/page-state.js';
import { invalidParameter, isRequired } from './graph-error.js';
import { idOf, isRecord, isTrue, type Params } from './params.js';
import { isWebUrl } from './read-buttons.js';
import { type AttachmentContent, readTemplate } from './read-template.js';

const MEDIA_TYPES = ['image', 'audio', 'video', 'file'];

/** Whose upload an `attachment_id` is, and when it is asked for. */
export interface UploadPlace {
  readonly page: PageState;
  readonly nowMs: number;
}

/** A file by its address, or by the id of an earlier upload. */
export interface ReadFile {
  readonly type: string;
  readonly url: string | null;
  /** `is_reusable`: the page wants to send it again, by an id. */
  readonly isReusable: boolean;
}

export interface ReadAttachment {
  readonly content: AttachmentContent;
  /** `null` for a template. */
  readonly file: ReadFile | null;
}

/** A file or a template. */
export function readAttachment(value: unknown, place: UploadPlace): ReadAttachment {
  const { type, payload }: Params = isRecord(value) ? value : {};
  const fields: Params = isRecord(payload) ? payload : {};
  if (type === 'template') return { content: readTemplate(fields), file: null };
  if (typeof type !== 'string' || !MEDIA_TYPES.includes(type)) {
    throw isRequired('message[attachment][type]');
  }
  return readFile(type, fields, place);
}

function readFile(type: string, fields: Params, place: UploadPlace): ReadAttachment {
  const id = idOf(fields['attachment_id']);
  if (id !== null) checkUpload(id, type, place);
  const { url: address } = fields;
  const url = id === null && typeof address === 'string' && isWebUrl(address) ? address : null;
  const source = id ?? url;
  if (source === null) throw isRequired('message[attachment][payload][url]');
  const file = { type, url, isReusable: isTrue(fields['is_reusable']) };
  return { content: { media: [{ type, source }] }, file };
}

/** The subcodes are Meta's, the wording is ours. */
function checkUpload(id: string, type: string, { page, nowMs }: UploadPlace): void {
  const upload = page.uploads.find(id, nowMs);
  if (upload === undefined) throw invalidParameter('Invalid attachment_id', 2018074);
  if (upload.type === type) return;
  throw invalidParameter(`The attachment is of the type ${upload.type}, not ${type}`, 2018047);
}
