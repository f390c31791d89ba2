import type { EventBody } from './event-body.js';
import { countOf, idOf, stringOf, textOf, type WireRecord } from './wire.js';

/** A reaction to the message `mid`, or its withdrawal, which may lack the emoji. */
export function parseReaction(reaction: WireRecord): EventBody | null {
  const action = textOf(reaction['action']);
  if (action === null) return null;
  return {
    kind: 'reaction',
    mid: idOf(reaction['mid']),
    action,
    reaction: textOf(reaction['reaction']),
    emoji: textOf(reaction['emoji']),
  };
}

/** The message `mid` has another text now. Meta permits five edits (message_edits webhook reference, read 2026-11-23). */
export function parseMessageEdit(edit: WireRecord): EventBody {
  return {
    kind: 'message_edit',
    mid: idOf(edit['mid']),
    text: stringOf(edit['text']),
    numEdit: countOf(edit['num_edit']),
  };
}
