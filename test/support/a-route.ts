import { PayloadPattern } from '../../src/messaging/index.js';
import type { DeclaredRoute, TapKind } from '../../src/postback/declared-route.js';

export const POSTBACK = ['postback'] as const;
export const QUICK_REPLY = ['quick_reply'] as const;
export const TAP = ['postback', 'quick_reply'] as const;

/** A route for postbacks whose handler and target are called like its pattern, unless it is told otherwise. */
export function aRoute(
  source: string,
  kinds: readonly TapKind[] = POSTBACK,
  label = source,
): DeclaredRoute<string> {
  return {
    pattern: PayloadPattern.parse(source),
    kinds,
    definition: null,
    handler: { label, place: `src/shop/shop.handlers.ts:${source.length}` },
    target: label,
  };
}
