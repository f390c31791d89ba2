import type { EventRow } from '../inbox/index.js';
import { type MessengerEvent, parseItem } from '../messaging/index.js';
import {
  explainTap,
  PostbackRoutes,
  type TapExplanation,
  type TapKind,
} from '../postback/index.js';
import type { CliContext } from './cli-context.js';
import { inspectApplication } from './inspect-application.js';

/** What somebody tapped. */
export interface TappedPayload {
  readonly kind: TapKind;
  readonly payload: string;
}

/** The event as today's code reads it; `null` when what Meta sent is forgotten. */
export function eventOf({
  channel,
  page_id: pageId,
  source,
  item,
}: EventRow): MessengerEvent | null {
  if (item === '') return null;
  return parseItem({ channel, pageId, source, item: JSON.parse(item) as unknown });
}

/** `null` for what is no tap. */
export function tapOf(row: EventRow): TappedPayload | null {
  const event = eventOf(row);
  if (event?.kind !== 'postback' && event?.kind !== 'quick_reply') return null;
  const { kind, payload } = event;
  return payload === null ? null : { kind, payload };
}

/** Who would take a tap now, and why. */
export async function routeNow(
  context: CliContext,
  tap: TappedPayload | null,
): Promise<TapExplanation | null> {
  if (!tap) return null;
  return inspectApplication(context, (application) =>
    explainTap(application.get(PostbackRoutes).set, tap.kind, tap.payload),
  );
}
