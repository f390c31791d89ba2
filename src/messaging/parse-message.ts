import type { Attachment } from './attachment.js';
import type { EventBody } from './event-body.js';
import { referralWith } from './parse-referral.js';
import { asList, asRecord, idOf, isYes, stringOf, textOf, type WireRecord } from './wire.js';

/** A message of the Page itself. Instagram also marks what a business writes to itself, which must not be answered either. */
export function parseEcho(message: WireRecord): EventBody | null {
  if (!isYes(message['is_echo']) && !isYes(message['is_self'])) return null;
  return {
    kind: 'echo',
    mid: idOf(message['mid']),
    appId: idOf(message['app_id']),
    metadata: stringOf(message['metadata']),
  };
}

/**
 * A message of a person: by what it holds a tap on a quick reply, a text, attachments, a referral.
 * `is_unsupported` needs no look: such a message holds none of them, and one that does is better read than dropped.
 */
export function parseMessage(message: WireRecord, item: WireRecord): EventBody {
  const mid = idOf(message['mid']);
  if (isYes(message['is_deleted'])) return { kind: 'message_deletion', mid };
  return (
    quickReplyIn(message, item) ??
    contentOf(message, item) ??
    referralIn(message, item) ?? { kind: 'unsupported', mid }
  );
}

/** A person who types the words of a quick reply instead of tapping it sends no `quick_reply`. */
function quickReplyIn(message: WireRecord, item: WireRecord): EventBody | null {
  const payload = stringOf(asRecord(message['quick_reply'])?.['payload']);
  if (payload === null) return null;
  return {
    kind: 'quick_reply',
    mid: idOf(message['mid']),
    payload,
    title: textOf(message['text']),
    referral: referralWith('message', message, item),
  };
}

function contentOf(message: WireRecord, item: WireRecord): EventBody | null {
  const text = textOf(message['text']);
  const attachments = asList(message['attachments']).flatMap(attachmentOf);
  const facts = {
    mid: idOf(message['mid']),
    attachments,
    replyToMid: idOf(asRecord(message['reply_to'])?.['mid']),
    referral: referralWith('message', message, item),
  };
  if (text !== null) return { kind: 'text', text, ...facts };
  return attachments.length > 0 ? { kind: 'attachment', text, ...facts } : null;
}

function attachmentOf(value: unknown): readonly Attachment[] {
  const attachment = asRecord(value);
  if (!attachment) return [];
  const details = asRecord(attachment['payload']) ?? {};
  return [{ type: textOf(attachment['type']) ?? 'unknown', url: textOf(details['url']), details }];
}

function referralIn(message: WireRecord, item: WireRecord): EventBody | null {
  const referral = referralWith('message', message, item);
  return referral && { kind: 'referral', mid: idOf(message['mid']), referral };
}
