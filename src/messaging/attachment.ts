/**
 * Something a person sent that is not text.
 *
 * `{"type":"image","payload":{"url":"https://…"}}` becomes `{ type: 'image', url: 'https://…', details: {…} }`.
 */
export interface Attachment {
  /** Meta's type: image, video, audio, file, sticker, fallback, template, location … Meta adds types without notice. */
  readonly type: string;
  /** Where the file is, for a while: these links expire. `null` when Meta gives none. Untrusted: never fetch it unchecked. */
  readonly url: string | null;
  /** Meta's `payload` object, unchanged; empty when Meta sent none. */
  readonly details: Readonly<Record<string, unknown>>;
}
