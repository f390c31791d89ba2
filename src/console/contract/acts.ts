/** `POST people/:psid/acts?page=`: what the person does. Answered at once with {@link Acted}; what follows comes as events. */
export type PersonAct =
  /** A button in a bubble, in the menu, or an ice breaker; by its payload, because buttons live for ever. */
  | {
      readonly kind: 'tap';
      readonly payload: string;
      readonly title: string;
      readonly mid: string | null;
    }
  | { readonly kind: 'get-started' }
  | { readonly kind: 'quick-reply'; readonly payload: string; readonly title: string }
  | { readonly kind: 'say'; readonly text: string; readonly replyTo?: string }
  | { readonly kind: 'send-image'; readonly url: string }
  | { readonly kind: 'react'; readonly mid: string; readonly emoji: string | null }
  | { readonly kind: 'arrive'; readonly ref?: string; readonly adId?: string }
  | { readonly kind: 'block'; readonly blocked: boolean };

export interface Acted {
  /** See `Trace.id`; `null` when nothing was sent, as by a link that leads to a new conversation. */
  readonly traceId: number | null;
}
