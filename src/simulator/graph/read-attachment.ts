import { isRequired } from './graph-error.js';
import { checkFormFile, checkUpload, type UploadPlace } from './media-file.js';
import { idOf, isRecord, isTrue, type Params } from './params.js';
import { isWebUrl } from './read-buttons.js';
import { type AttachmentContent, readTemplate } from './read-template.js';

const MEDIA_TYPES = ['image', 'audio', 'video', 'file'];

/** A file by its address, with the call itself, or by the id of an earlier upload. */
export interface ReadFile {
  readonly type: string;
  /** Where it comes from; of what came with the call only a name is left. */
  readonly source: string;
  /** Meta has it already. */
  readonly isUpload: boolean;
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
  if (type === 'template') return { content: readTemplate(fields, place), file: null };
  if (typeof type !== 'string' || !MEDIA_TYPES.includes(type)) {
    throw isRequired('message[attachment][type]');
  }
  const source = uploadOf(type, fields, place) ?? sourceOf(type, fields, place);
  if (source === null) throw isRequired('message[attachment][payload][url]');
  const file = { type, isReusable: isTrue(fields['is_reusable']), ...source };
  return { content: { media: [{ type, source: file.source }] }, file };
}

type Source = Pick<ReadFile, 'source' | 'isUpload'>;

function uploadOf(type: string, fields: Params, place: UploadPlace): Source | null {
  const id = idOf(fields['attachment_id']);
  if (id === null) return null;
  checkUpload(id, type, place);
  return { source: id, isUpload: true };
}

function sourceOf(type: string, { url }: Params, { formFile }: UploadPlace): Source | null {
  if (typeof url === 'string' && isWebUrl(url)) return { source: url, isUpload: false };
  if (formFile === null) return null;
  checkFormFile(formFile, type);
  return { source: `attachment:${formFile.name}`, isUpload: false };
}
