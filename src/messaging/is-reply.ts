import type { Reply } from './reply.js';

const KINDS: ReadonlySet<unknown> = new Set<Reply['kind']>([
  'text',
  'buttons',
  'carousel',
  'media',
  'sender_action',
  'handover',
]);

/** Whether a value is a reply, told by its `kind`. What is in it is for `checkReply`. */
export function isReply(value: unknown): value is Reply {
  return typeof value === 'object' && value !== null && 'kind' in value && KINDS.has(value.kind);
}
