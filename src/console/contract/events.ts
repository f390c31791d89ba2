import type { ChatBubble, ChatScreen } from './chat.js';
import type { PersonSummary } from './people.js';
import type { Trace } from './traces.js';

/**
 * `GET events`: server-sent events, each the JSON of one of these as `data:`. A page that was away asks for everything again.
 * Under load the server sends at most one event per chat and trace every 100 ms.
 */
export type ConsoleEvent =
  | { readonly kind: 'hello'; readonly startedAt: string }
  | { readonly kind: 'people'; readonly people: readonly PersonSummary[] }
  /** New bubbles of one chat, and its screen as it is now. */
  | {
      readonly kind: 'chat';
      readonly psid: string;
      readonly pageId: string;
      readonly bubbles: readonly ChatBubble[];
      readonly screen: ChatScreen;
      readonly typing: boolean;
    }
  | { readonly kind: 'trace'; readonly trace: Trace }
  /** The lists of what waits for an operator may have changed, as a rule because one did something. */
  | { readonly kind: 'operator-lists' }
  | { readonly kind: 'clock'; readonly nowMs: number };
