import { isDeepStrictEqual } from 'node:util';
import { type Reply, type SendCall, toSendCall } from '../messaging/index.js';
import type { PageMessage, Simulator } from '../simulator/index.js';
import { recipientOf } from './watched-graph.client.js';

/** What a person reads in a message, apart from buttons. */
export function textsIn({ text, cards }: PageMessage): readonly string[] {
  const all = [text, ...cards.flatMap(({ title, subtitle }) => [title, subtitle])];
  return all.filter((one) => one !== null);
}

/** The calls to one person that Graph answered with 200. */
export function acceptedCalls(
  sent: ReturnType<Simulator['sent']>,
  { psid, pageId }: { readonly psid: string; readonly pageId: string },
): readonly SendCall[] {
  return sent.flatMap(({ path, body, status }) => {
    if (status !== 200 || recipientOf({ body }) !== psid) return [];
    if (!path.includes(`/${pageId}/`)) return [];
    const edge = path.endsWith('/messages') ? 'messages' : 'pass_thread_control';
    return [{ edge, body: contentOf(body) }];
  });
}

/** What of a call is the reply: not to whom, not under which rule. */
function contentOf(body: SendCall['body']): SendCall['body'] {
  const { recipient: _, messaging_type: _type, ...content } = withoutIntent(body);
  return content;
}

/** The call that sends this reply. */
export function callOf(reply: Reply, psid: string): SendCall {
  const { edge, body } = toSendCall(reply, psid, null);
  return { edge, body: contentOf(body) };
}

export function isSameCall(a: SendCall, b: SendCall): boolean {
  return a.edge === b.edge && isDeepStrictEqual(a.body, b.body);
}

/** The outbox marks each message with the id of its intent. */
export function withoutIntent(body: SendCall['body']): SendCall['body'] {
  const { message } = body;
  if (typeof message !== 'object' || message === null || !('metadata' in message)) return body;
  const { metadata: _, ...rest } = message;
  return { ...body, message: rest };
}
