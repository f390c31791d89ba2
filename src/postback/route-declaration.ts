import type { EventKind, PayloadDefinition } from '../messaging/index.js';
import type { TapKind } from './declared-route.js';

/** The kinds of event that `@OnEvent` takes; taps, text, attachments, referrals and echoes have their own ways. */
export type EventHandlerKind = Exclude<
  EventKind,
  TapKind | 'text' | 'attachment' | 'referral' | 'echo' | 'unknown'
>;

/** What a decorator of this folder writes on its method. */
export type RouteDeclaration =
  | {
      readonly on: 'tap';
      readonly kinds: readonly TapKind[];
      readonly patterns: readonly (string | PayloadDefinition)[];
    }
  | { readonly on: 'text'; readonly pattern: string }
  | { readonly on: 'attachment'; readonly type: string | null }
  | { readonly on: 'event'; readonly kind: EventHandlerKind }
  | { readonly on: 'unhandled' };

/** The same in every loaded copy of the package. */
export const ROUTES = Symbol.for('tapline:routes');
