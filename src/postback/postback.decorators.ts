import type {
  Incoming,
  ParamsOf,
  PayloadDefinition,
  Tap,
  UnhandledTap,
} from '../messaging/index.js';
import { callSiteOf } from './call-site.js';
import { declareHandler, type HandlerDecorator } from './handler-decorator.js';
import { type EventHandlerKind, type RouteDeclaration, ROUTES } from './route-declaration.js';
import type { TapKind } from './declared-route.js';

/** A pattern as text, or a payload definition, which is the recommended form. */
export type PatternLike = string | PayloadDefinition;

/** The tap that a handler of this pattern receives. */
type TapFor<P> =
  P extends PayloadDefinition<infer Fields, infer Data>
    ? Tap<Fields, Data>
    : P extends string
      ? Tap<ParamsOf<P>>
      : never;

type Caller = (...args: never[]) => unknown;

function onTap<Received>(
  kinds: readonly TapKind[],
  patterns: readonly PatternLike[],
  caller: Caller,
): HandlerDecorator<Received> {
  const declared: RouteDeclaration = { on: 'tap', kinds, patterns };
  return declareHandler(ROUTES, { declared, place: callSiteOf(caller) });
}

/**
 * Taps on template buttons, menu items, Get Started and ice breakers.
 * @param patterns at least one; each is a route of its own
 *
 *     @OnPostback('SUPPORT_*')
 *     route(tap: Tap): Reply { return text(`You asked about ${tap.payload.slice(8)}.`); }
 */
export function OnPostback<const P extends PatternLike>(
  ...patterns: readonly [P, ...P[]]
): HandlerDecorator<TapFor<P>> {
  return onTap(['postback'], patterns, OnPostback);
}

/** Taps on quick replies; without a pattern every quick reply that no better pattern claims. */
export function OnQuickReply<const P extends PatternLike = '*'>(
  ...patterns: readonly P[]
): HandlerDecorator<TapFor<P>> {
  return onTap(['quick_reply'], patterns.length > 0 ? patterns : ['*'], OnQuickReply);
}

/** Taps of both kinds. `@OnPostback` and `@OnQuickReply` of the same pattern are narrower and win. */
export function OnTap<const P extends PatternLike>(
  ...patterns: readonly [P, ...P[]]
): HandlerDecorator<TapFor<P>> {
  return onTap(['postback', 'quick_reply'], patterns, OnTap);
}

/**
 * What people write. Text never reaches the handlers of payloads, nor payloads this one.
 * @param pattern in the language of payload patterns; without one, every text that no better pattern claims
 */
export function OnText<const P extends string = '*'>(
  pattern?: P,
): HandlerDecorator<Incoming<'text'> & { readonly params: ParamsOf<P> }> {
  const declared: RouteDeclaration = { on: 'text', pattern: pattern ?? '*' };
  return declareHandler(ROUTES, { declared, place: callSiteOf(OnText) });
}

/** What people send that is not text. @param type Meta's type, such as `image`; without one, whatever no better handler claims */
export function OnAttachment(type?: string): HandlerDecorator<Incoming<'attachment'>> {
  const declared: RouteDeclaration = { on: 'attachment', type: type ?? null };
  return declareHandler(ROUTES, { declared, place: callSiteOf(OnAttachment) });
}

/** Everything else: reactions, opt-ins, reads, deliveries, handovers, edits. */
export function OnEvent<K extends EventHandlerKind>(kind: K): HandlerDecorator<Incoming<K>> {
  const declared: RouteDeclaration = { on: 'event', kind };
  return declareHandler(ROUTES, { declared, place: callSiteOf(OnEvent) });
}

/** A tap that nobody claimed. One method in the whole application; without it such a tap is only logged. */
export function OnUnhandled(): HandlerDecorator<UnhandledTap> {
  const declared: RouteDeclaration = { on: 'unhandled' };
  return declareHandler(ROUTES, { declared, place: callSiteOf(OnUnhandled) });
}
