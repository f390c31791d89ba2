import { Injectable } from '@nestjs/common';
import type { EventOf, MessengerEvent } from '../messaging/index.js';
import {
  type DeclaredRoute,
  type FindingPlace,
  PostbackRoutes,
  readPayload,
  type TapKind,
} from '../postback/index.js';
import { nearestRoutes } from './nearest-routes.js';
import { TapUnhandledError } from './testing.errors.js';

/** Explains why nobody took a tap. */
@Injectable()
export class DeadTaps {
  constructor(private readonly routes: PostbackRoutes) {}

  /** @param pressed it was pressed on the screen, not sent from anywhere */
  explain(tap: EventOf<TapKind>, pressed: boolean): TapUnhandledError {
    const { kind, title } = tap;
    const payload = tap.payload ?? '';
    const { taps } = this.routes.set;
    const { action } = readPayload(payload);
    const match = taps.match(kind, action);
    const nearest = match ? [match.route] : nearestRoutes(action, taps.routes);
    return new TapUnhandledError({
      title: pressed ? title : null,
      kind,
      payload,
      nearest: nearest.map(placeOf),
      badData: match !== null,
    });
  }
}

export function isTap(event: MessengerEvent): event is EventOf<TapKind> {
  return event.kind === 'postback' || event.kind === 'quick_reply';
}

function placeOf({
  pattern,
  kinds,
  handler: { label, place },
}: DeclaredRoute<unknown>): FindingPlace {
  const [only] = kinds.length === 1 ? kinds : [];
  const how =
    only === undefined ? '' : ` (${only === 'postback' ? 'postbacks' : 'quick replies'} only)`;
  return { label, detail: `${JSON.stringify(pattern.source)}${how}`, place };
}
