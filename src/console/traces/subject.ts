import { type EventKind, type MessengerEvent, shorten } from '../../messaging/index.js';

/** What a trace keeps of its event. */
export interface Subject {
  readonly kind: EventKind;
  readonly psid: string | null;
  readonly pageId: string;
  /** What was done, as people see it. */
  readonly title: string;
  /** Of taps; also what a person wrote is cut to {@link CHARS_MAX}. */
  readonly payload: string | null;
  readonly text: string | null;
  readonly ref: string | null;
  readonly adId: string | null;
}

const TITLE_CHARS_MAX = 200;
/** Messenger's longest payload has 1000 characters. */
const CHARS_MAX = 4_000;

export function subjectOf(event: MessengerEvent): Subject {
  const { kind, userId: psid, pageId } = event;
  const facts = {
    payload: 'payload' in event ? cut(event.payload) : null,
    text: 'text' in event ? cut(event.text) : null,
    ...arrivalOf(event),
  };
  const titles = [titleOf(event), facts.payload, facts.text, facts.ref, facts.adId];
  const title = titles.find((each) => each !== null) ?? kind;
  return { kind, psid, pageId, title: shorten(title, TITLE_CHARS_MAX), ...facts };
}

function arrivalOf(event: MessengerEvent): Pick<Subject, 'ref' | 'adId'> {
  const referral = 'referral' in event ? event.referral : null;
  return referral
    ? { ref: cut(referral.ref), adId: cut(referral.adId) }
    : { ref: null, adId: null };
}

/** `null` where nothing but the facts of the subject says what was done. */
function titleOf(event: MessengerEvent): string | null {
  if (event.kind === 'postback' || event.kind === 'quick_reply') return event.title;
  if (event.kind === 'reaction')
    return event.action === 'unreact'
      ? event.action
      : (event.emoji ?? event.reaction ?? event.action);
  if (event.kind === 'attachment') return event.attachments.map(({ type }) => type).join(', ');
  return null;
}

function cut(text: string | null): string | null {
  return text === null ? null : text.slice(0, CHARS_MAX);
}
