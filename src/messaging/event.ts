import type { Attachment } from './attachment.js';
import type { Referral } from './referral.js';

/** Where a conversation takes place. One shape of events serves all three. */
export type Channel = 'messenger' | 'instagram' | 'whatsapp';

/** What every event knows, whatever its kind. */
export interface EventFacts {
  readonly channel: Channel;
  /** The Page (or Instagram account) that was written to: `entry.id`, all its digits. */
  readonly pageId: string;
  /** The person, by page-scoped id. In echoes this is the recipient. `null` where Meta names nobody (policy notices, `user_ref` senders). */
  readonly userId: string | null;
  /** Set instead of {@link userId} for people a plugin knows only by reference. */
  readonly userRef: string | null;
  /** When it happened, in milliseconds since 1970. Meta's seconds and strings are already converted; 0 where Meta gave none. */
  readonly timestampMs: number;
  /** Meta's message id. May be missing, and for postbacks it may be the same for every tap: never an identity by itself. */
  readonly mid: string | null;
  /** Another app controls the thread, we only watch. Postbacks have no payload then. */
  readonly standby: boolean;
  /** Sent by the Test button of Meta's dashboard, not by a person. */
  readonly test: boolean;
}

interface PostbackFacts {
  /** The developer's string. `null` when another app sent the button, or when Meta sent something that is no string. */
  readonly payload: string | null;
  /** The label of the button that was tapped. */
  readonly title: string | null;
  readonly referral: Referral | null;
}

interface QuickReplyFacts {
  readonly payload: string;
  /** The label of the quick reply, which Messenger posts as the person's message. */
  readonly title: string | null;
  readonly referral: Referral | null;
}

interface MessageFacts {
  readonly text: string | null;
  readonly attachments: readonly Attachment[];
  readonly replyToMid: string | null;
  readonly referral: Referral | null;
}

/**
 * The kinds of event, and what each adds to {@link EventFacts}. `details` is Meta's own object, unchanged,
 * for the kinds that Tapline stores and hands on but does not interpret.
 */
export interface EventKinds {
  postback: PostbackFacts;
  quick_reply: QuickReplyFacts;
  text: MessageFacts & { readonly text: string };
  attachment: MessageFacts;
  /** A person who is already in a conversation arrived by a link or an ad; also a message that holds nothing but a referral. */
  referral: { readonly referral: Referral };
  /**
   * A message that the Page sent, from this app or another, also one that an Instagram account wrote to itself.
   * `metadata` is what the sender attached.
   */
  echo: { readonly appId: string | null; readonly metadata: string | null };
  /** Everything up to the watermark reached the person's phone. */
  delivery: { readonly watermarkMs: number; readonly mids: readonly string[] };
  /** Messenger gives a watermark: everything up to it is read. Instagram gives a `mid` and the watermark is 0. */
  read: { readonly watermarkMs: number };
  reaction: {
    readonly action: string;
    readonly reaction: string | null;
    readonly emoji: string | null;
  };
  message_edit: { readonly text: string | null; readonly numEdit: number };
  message_deletion: object;
  /** A message that Meta passes on without content, because the platform cannot show it. */
  unsupported: object;
  optin: { readonly details: Details };
  account_linking: { readonly details: Details };
  pass_thread_control: { readonly details: Details };
  take_thread_control: { readonly details: Details };
  request_thread_control: { readonly details: Details };
  app_roles: { readonly details: Details };
  policy_enforcement: { readonly details: Details };
  messaging_feedback: { readonly details: Details };
  response_feedback: { readonly details: Details };
  order: { readonly details: Details };
  game_play: { readonly details: Details };
  messaging_customer_information: { readonly details: Details };
  form: { readonly details: Details };
  /** A coupon code was opened (`template` on the wire). */
  coupon: { readonly details: Details };
  /** A change of the Page (`changes[]`): feed, labels, leads. `field` is Meta's name for it. */
  change: { readonly field: string; readonly details: Details };
  /** Nothing Tapline knows. Kept with everything Meta sent. */
  unknown: { readonly details: Details };
}

/** JSON as Meta sent it; numbers above 2^53 are strings with all their digits. */
export type Details = Readonly<Record<string, unknown>>;

export type EventKind = keyof EventKinds;

/** An event of one kind, for example `EventOf<'postback'>`. */
export type EventOf<K extends EventKind> = {
  [Kind in K]: EventFacts & { readonly kind: Kind } & EventKinds[Kind];
}[K];

/** One item that Meta sent, whatever its kind. */
export type MessengerEvent = EventOf<EventKind>;
