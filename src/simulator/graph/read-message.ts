import type { MessageContent } from '../platform/bubble.js';
import type { SimulatorSettings } from '../simulator.options.js';
import { type GraphError, invalidParameter } from './graph-error.js';
import { isRecord, optionalWithin, type Params, textWithin } from './params.js';
import { readAttachment } from './read-attachment.js';
import { readQuickReplies } from './read-quick-replies.js';
import type { AttachmentContent } from './read-template.js';

const TEXT_MAX_CHARS = 2000;
const METADATA_MAX_CHARS = 1000;

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
  /** What the echo repeats: the text, or the attachments as they were sent. */
  readonly echo: Params;
}

/** Reads `message` of a Send API call. @throws a `GraphError` for the first limit of Messenger that it breaks */
export function readMessage(
  value: unknown,
  settings: Pick<SimulatorSettings, 'longQuickReplyTitle'>,
): ReadMessage {
  const message: Params = isRecord(value) ? value : {};
  const metadata = optionalWithin(message['metadata'], METADATA_MAX_CHARS, 'message[metadata]');
  const quickReplies = readQuickReplies(message['quick_replies'], settings);
  const { text, attachments, template } = message;
  const sent = message['attachment'] ?? attachments;
  if (isRecord(template)) {
    return { content: { ...NOTHING, template: 'utility', quickReplies }, metadata, echo: {} };
  }
  if (sent !== undefined) {
    const all = [sent].flat();
    const content = { ...NOTHING, ...attached(all), quickReplies };
    return { content, metadata, echo: { attachments: all } };
  }
  if (text === undefined || text === '') throw nothingToSend();
  const shown = textWithin(text, TEXT_MAX_CHARS, 'message[text]');
  return { content: { ...NOTHING, text: shown, quickReplies }, metadata, echo: { text: shown } };
}

function nothingToSend(): GraphError {
  return invalidParameter(
    'Message cannot be empty, must provide valid attachment or text',
    2018034,
  );
}

function attached(attachments: readonly unknown[]): AttachmentContent {
  const read = attachments.map((attachment) => readAttachment(attachment));
  const media = read.flatMap((content) => content.media ?? []);
  return read.length === 1 ? (read[0] ?? {}) : { media };
}
