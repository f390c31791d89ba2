import { newId } from '../platform/ids.js';
import type { PageState } from '../platform/page-state.js';
import { isRequired } from './graph-error.js';
import type { GraphAnswer, GraphCall } from './graph-endpoint.js';
import { isRecord, type Params } from './params.js';
import { readAttachment, type ReadFile } from './read-attachment.js';

/**
 * `POST /{page}/message_attachments`: gives Meta a file, by its address or with the call, to send it by its id for 90 days. The
 * stand-in fetches nothing and keeps no bytes.
 */
export function uploadAttachment({ platform, page, params, formFile }: GraphCall): GraphAnswer {
  const message: Params = isRecord(params['message']) ? params['message'] : {};
  const { attachment } = message;
  if (attachment === undefined) throw isRequired('message[attachment]');
  const nowMs = platform.clock.next();
  const { file } = readAttachment(attachment, { page, nowMs, formFile });
  if (file === null || file.isUpload) throw isRequired('message[attachment][payload][url]');
  return { body: { attachment_id: keep(page, file, nowMs) } };
}

/** Keeps a file for later sends. @returns its id */
export function keep(page: PageState, { type, source }: ReadFile, nowMs: number): string {
  const id = newId();
  page.uploads.add({ id, type, url: source, atMs: nowMs });
  return id;
}
