/** Ways to name a person that are no page-scoped id. `comment_id` and `post_id` are for private replies. */
export const OTHER_RECIPIENT_KINDS = [
  'user_ref',
  'comment_id',
  'post_id',
  'notification_messages_token',
  'one_time_notif_token',
  'phone_number',
] as const;

/** Someone whom the page can write to without the 24-hour window. */
export interface OtherRecipient {
  readonly kind: (typeof OTHER_RECIPIENT_KINDS)[number];
  readonly id: string;
  /** Who it is. */
  readonly psid: string;
}

/** With what the platform remembers. */
export interface KnownRecipient extends OtherRecipient {
  readonly atMs: number;
  /** The one message that a comment, a post or a one-time token allows has been sent. */
  used: boolean;
}

/** Whom one page can write to by other means than the page-scoped id. */
export class OtherRecipients {
  private readonly known: KnownRecipient[] = [];

  add(recipient: OtherRecipient, atMs: number): void {
    this.known.push({ ...recipient, atMs, used: false });
  }

  find(kind: OtherRecipient['kind'], id: string): KnownRecipient | undefined {
    return this.known.find((one) => one.kind === kind && one.id === id);
  }
}
