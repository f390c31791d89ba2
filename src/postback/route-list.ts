import type { DeclaredDefinition } from '../messaging/index.js';
import { placeOf } from './call-site.js';
import type { DeclaredRoute, TapKind } from './declared-route.js';
import type { RouteHandler, RouteSet } from './postback.routes.js';

/** One route for people and machines to read. */
export interface ListedRoute {
  /** The decorator: `OnTap`; `retired` for what the payload lock answers. */
  readonly on: string;
  /** The pattern; of attachments and events their type. `*` where the decorator was given none. */
  readonly pattern: string;
  /** `SupportHandlers.route` */
  readonly handler: string;
  /** `src/support/support.handlers.ts:14` */
  readonly place: string;
  /** Where the payload is defined; `null` when the decorator was given text. */
  readonly definition: string | null;
}

/** Every route: taps in order of precedence, then texts, attachments, events and what nobody claims. */
export function listRoutes(
  { taps, live, texts, attachments, events, unhandled }: RouteSet,
  definitions: readonly DeclaredDefinition[],
): readonly ListedRoute[] {
  const handled = new Set(live.routes.map(({ target }) => target));
  return [
    ...taps.routes.map((route) => ({
      ...listed(decoratorOf(route, handled), route.pattern.source, route.target),
      definition: placeOfDefinition(route, definitions),
    })),
    ...texts.routes.map(({ pattern, target }) => listed('OnText', pattern.source, target)),
    ...[...attachments].map(([type, handler]) => listed('OnAttachment', type ?? '*', handler)),
    ...[...events].map(([kind, handler]) => listed('OnEvent', kind, handler)),
    ...(unhandled ? [listed('OnUnhandled', '*', unhandled)] : []),
  ];
}

function listed(
  on: string,
  pattern: string,
  { label, place }: Pick<RouteHandler, 'label' | 'place'>,
): ListedRoute {
  return { on, pattern, handler: label, place, definition: null };
}

const DECORATORS = { postback: 'OnPostback', quick_reply: 'OnQuickReply' } as const;

function decoratorOf(
  { kinds, target }: DeclaredRoute<RouteHandler>,
  handled: ReadonlySet<RouteHandler>,
): string {
  if (!handled.has(target)) return 'retired';
  return decoratorFor(kinds);
}

/** The decorator that takes these kinds of tap. */
export function decoratorFor(kinds: readonly TapKind[]): string {
  const [kind] = kinds;
  return kinds.length === 1 && kind !== undefined ? DECORATORS[kind] : 'OnTap';
}

function placeOfDefinition(
  { definition }: DeclaredRoute<RouteHandler>,
  definitions: readonly DeclaredDefinition[],
): string | null {
  const declared = definitions.find((each) => each.definition === definition);
  return declared ? placeOf(declared.frame) : null;
}
