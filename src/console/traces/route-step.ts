import type { EventOf, MessengerEvent } from '../../messaging/index.js';
import {
  type DeclaredRoute,
  explainTap,
  type ExplainedRoute,
  type PostbackRoutes,
  type RouteHandler,
  type TapKind,
} from '../../postback/index.js';
import type { TraceRoute } from '../contract.js';
import type { StepOf } from './trace-entry.js';

type RouteSet = PostbackRoutes['set'];
type Route = Pick<DeclaredRoute<unknown>, 'handler'> & {
  readonly pattern: { readonly source: string };
};

/** Of those that only begin alike. */
const NEAR_MISSES_MAX = 3;
const OTHERS_MAX = 20;

/** Where an event goes, and why not elsewhere; `null` for what the routing table does not decide. */
export async function routeStepOf(
  routes: RouteSet,
  event: MessengerEvent,
): Promise<StepOf<'route'> | null> {
  if (event.kind === 'postback' || event.kind === 'quick_reply')
    return event.payload === null ? null : tapStep(routes, event, event.payload);
  if (event.kind === 'text') return textStep(routes, event.text);
  if (event.kind === 'attachment') return attachmentStep(routes, event);
  if (event.kind === 'referral') return null;
  const handler = routes.events.get(event.kind);
  return step(handler ? routeOf(handler, event.kind) : null);
}

/** A route that refuses the data of a tap loses it to `@OnUnhandled()`, so it stands among the others then. */
async function tapStep(
  routes: RouteSet,
  { kind }: EventOf<TapKind>,
  payload: string,
): Promise<StepOf<'route'>> {
  const { winner, losers, nearMisses, dataIssues } = await explainTap(routes, kind, payload);
  const reason = `matches, but refuses the data: ${dataIssues.join('; ')}`;
  const refused = winner && dataIssues.length > 0 ? [{ ...rowOf(winner.route), reason }] : [];
  const others = [...losers, ...nearMisses.slice(0, NEAR_MISSES_MAX)].map(explained);
  return {
    kind: 'route',
    winner: winner && refused.length === 0 ? rowOf(winner.route) : null,
    params: { ...winner?.params },
    others: [...refused, ...others].slice(0, OTHERS_MAX),
  };
}

function textStep({ texts }: RouteSet, text: string): StepOf<'route'> {
  const match = texts.match('text', text);
  return { ...step(match && rowOf(match.route)), params: { ...match?.params } };
}

function attachmentStep({ attachments }: RouteSet, event: EventOf<'attachment'>): StepOf<'route'> {
  const type = event.attachments[0]?.type ?? null;
  const handler = attachments.get(type) ?? attachments.get(null);
  return step(handler ? routeOf(handler, type ?? '*') : null);
}

function step(winner: TraceRoute | null): StepOf<'route'> {
  return { kind: 'route', winner, params: {}, others: [] };
}

function explained({ route, reason }: ExplainedRoute<unknown>): TraceRoute & { reason: string } {
  return { ...rowOf(route), reason };
}

function rowOf({ pattern, handler: { label, place } }: Route): TraceRoute {
  return { pattern: pattern.source, handler: label, place };
}

function routeOf({ label, place }: RouteHandler, pattern: string): TraceRoute {
  return { pattern, handler: label, place };
}
