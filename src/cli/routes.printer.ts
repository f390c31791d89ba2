import { type ListedRoute, placeLines } from '../postback/index.js';
import { printable } from './printable.js';

/** What stands between the columns. */
const GAP = '  ';

/**
 * Prints every route with its handler and its definition. Places stand whole, so that a terminal can open them:
 *
 *      1  @OnTap  GET_STARTED
 *                 WelcomeHandlers.hello   src/welcome/welcome.handlers.ts:12
 *                 payload()               src/welcome/welcome.payloads.ts:4
 * The numbers are the order in which taps are matched.
 */
export function printRouteList(routes: readonly ListedRoute[]): string {
  if (routes.length === 0) return 'There are no routes: no provider has a decorated method.\n';
  const numberWidth = String(routes.length).length;
  const onWidth = Math.max(...routes.map(({ on }) => nameOf(on).length));
  const indent = ' '.repeat(numberWidth + onWidth + 2 * GAP.length);
  return routes
    .map((route, index) => {
      const number = isTap(route) ? String(index + 1) : '';
      const head = [number.padStart(numberWidth), nameOf(route.on).padEnd(onWidth)];
      const places = placesOf(route).map((line) => `${indent}${line}`);
      return [[...head, printable(route.pattern)].join(GAP), ...places].join('\n');
    })
    .concat('')
    .join('\n');
}

const TAPS: ReadonlySet<string> = new Set(['OnTap', 'OnPostback', 'OnQuickReply', 'retired']);

/** Taps come first in the list and in order of precedence; the others have tables of their own. */
function isTap({ on }: ListedRoute): boolean {
  return TAPS.has(on);
}

function nameOf(on: string): string {
  return on === 'retired' ? on : `@${on}`;
}

function placesOf({ handler, place, definition }: ListedRoute): readonly string[] {
  return placeLines([
    { label: handler, place },
    ...(definition === null ? [] : [{ label: 'payload()', place: definition }]),
  ]);
}
