import type { PageState } from '../platform/page-state.js';
import { invalidParameter } from './graph-error.js';

/** Pictures may be so large; everything else as {@link MEDIA_MAX_BYTES}. */
const IMAGE_MAX_BYTES = 8 * 1_048_576;
export const MEDIA_MAX_BYTES = 25 * 1_048_576;

/** A file that came with the call itself, as `filedata` of a `multipart/form-data` body. */
export interface FormFile {
  readonly name: string;
  /** What the part calls it: `image/png`. */
  readonly mediaType: string;
  readonly size: number;
}

/** Where a file of a message may come from, and when it is asked for. */
export interface UploadPlace {
  readonly page: PageState;
  readonly nowMs: number;
  /** `null` when the call brought none. */
  readonly formFile: FormFile | null;
}

/** @throws when there is no such upload on this page, or it is of another kind. The subcodes are Meta's, the wording is ours. */
export function checkUpload(id: string, type: string, { page, nowMs }: UploadPlace): void {
  const upload = page.uploads.find(id, nowMs);
  if (upload === undefined) throw invalidParameter('Invalid attachment_id', 2018074);
  if (upload.type === type) return;
  throw invalidParameter(`The attachment is of the type ${upload.type}, not ${type}`, 2018047);
}

/** @throws when Messenger does not take it as a file of this kind. The subcodes are Meta's, the wording is ours. */
export function checkFormFile({ mediaType, size }: FormFile, type: string): void {
  if (type !== 'file' && !mediaType.startsWith(`${type}/`)) {
    throw invalidParameter(`The attachment is of the type ${mediaType}, not ${type}`, 2018047);
  }
  if (type !== 'image' || size <= IMAGE_MAX_BYTES) return;
  throw tooLarge();
}

export function tooLarge(): ReturnType<typeof invalidParameter> {
  return invalidParameter('The attachment is larger than Messenger takes', 2018109);
}
