import { checkReply, isReply, type Reply, text } from '../messaging/index.js';
import { HandlerResultError } from './postback.errors.js';

/**
 * Makes replies of what a handler returned; an iterable is read to its end first.
 * @throws HandlerResultError on anything else, instead of sending "[object Object]"; ReplyLimitError on a reply written by hand that breaks a limit
 */
export async function toReplies(result: unknown): Promise<Reply[]> {
  if (result === undefined || result === null) return [];
  if (Array.isArray(result)) return result.map(toReply);
  if (!isAsyncIterable(result)) return [toReply(result)];
  const replies: Reply[] = [];
  for await (const part of result) replies.push(toReply(part));
  return replies;
}

function toReply(value: unknown): Reply {
  if (typeof value === 'string') return text(value);
  if (isReply(value)) {
    checkReply(value);
    return value;
  }
  throw new HandlerResultError(describe(value));
}

function isAsyncIterable(value: unknown): value is AsyncIterable<unknown> {
  return typeof value === 'object' && value !== null && Symbol.asyncIterator in value;
}

function describe(value: unknown): string {
  return typeof value === 'object' && value !== null
    ? `an object of ${value.constructor?.name ?? 'no class'}`
    : `a value of type ${typeof value}`;
}
