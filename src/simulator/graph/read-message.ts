import type { MessageContent } from '../platform/bubble.js';
import type { SimulatorSettings } from '../simulator.options.js';
import { type GraphError, invalidParameter, isRequired, tooMany } from './graph-error.js';
import { idOf, isRecord, optionalWithin, type Params, textWithin } from './params.js';
import type { UploadPlace } from './media-file.js';
import { readAttachment, type ReadFile } from './read-attachment.js';
import { readQuickReplies } from './read-quick-replies.js';
import type { AttachmentContent } from './read-template.js';

const TEXT_MAX_CHARS = 2000;
const METADATA_MAX_CHARS = 1000;
/** Seen with others; Meta names no number. */
const ATTACHMENTS_MAX = 30;

const NOTHING: MessageContent = {
  text: null,
  buttons: [],
  cards: [],
  media: [],
  template: null,
  quickReplies: [],
};

/** A message that Messenger accepts. */
export interface ReadMessage {
  readonly content: MessageContent;
  /** Comes back in the echo and nowhere else. */
  readonly metadata: string | null;
  /** Files among the attachments. */
  readonly files: readonly ReadFile[];
  /** What the echo repeats: the text, or the attachments as they were sent. */
  readonly echo: Params;
}

/** Reads `message` of a Send API call. @throws a `GraphError` for the first limit of Messenger that it breaks */
export function readMessage(
  value: unknown,
  settings: Pick<SimulatorSettings, 'longQuickReplyTitle'>,
  place: UploadPlace,
): ReadMessage {
  const message: Params = isRecord(value) ? value : {};
  checkOneContent(message);
  const metadata = optionalWithin(message['metadata'], METADATA_MAX_CHARS, 'message[metadata]');
  const quickReplies = readQuickReplies(message['quick_replies'], settings);
  const { text, attachments, template } = message;
  const sent = message['attachment'] ?? attachments;
  const rest = { metadata, files: [] };
  if (isRecord(template)) {
    return {
      ...rest,
      content: { ...NOTHING, template: utilityName(template), quickReplies },
      echo: {},
    };
  }
  if (sent !== undefined) {
    const all = [sent].flat();
    const { content, files } = attached(all, place);
    const echo = { attachments: all };
    return { metadata, files, content: { ...NOTHING, ...content, quickReplies }, echo };
  }
  if (text === undefined || text === '') throw nothingToSend();
  const shown = textWithin(text, TEXT_MAX_CHARS, 'message[text]');
  return { ...rest, content: { ...NOTHING, text: shown, quickReplies }, echo: { text: shown } };
}

const CONTENTS = ['text', 'attachment', 'attachments', 'template'];

/** Meta's documents name them as alternatives (section 5.1); what it answers to two of them, 100 apart, is not known. */
function checkOneContent(message: Params): void {
  const present = CONTENTS.filter((name) => message[name] !== undefined && message[name] !== '');
  if (present.length <= 1) return;
  throw invalidParameter(`Message must have only one of ${present.join(', ')}`);
}

/** A utility template is shown by its kind only; it needs a name and a language. */
function utilityName({ name, language }: Params): string {
  if (idOf(name) === null) throw isRequired('message[template][name]');
  if (!isRecord(language) || idOf(language['code']) === null) {
    throw isRequired('message[template][language][code]');
  }
  return 'utility';
}

function nothingToSend(): GraphError {
  return invalidParameter(
    'Message cannot be empty, must provide valid attachment or text',
    2018034,
  );
}

/** One attachment of any kind, or several files. */
function attached(
  attachments: readonly unknown[],
  place: UploadPlace,
): { readonly content: AttachmentContent; readonly files: readonly ReadFile[] } {
  if (attachments.length === 0) throw nothingToSend();
  if (attachments.length > ATTACHMENTS_MAX) throw tooMany('message[attachments]');
  const read = attachments.map((attachment) => readAttachment(attachment, place));
  const files = read.flatMap(({ file }) => file ?? []);
  const media = read.flatMap(({ content }) => content.media ?? []);
  return { content: read.length === 1 ? (read[0]?.content ?? {}) : { media }, files };
}
