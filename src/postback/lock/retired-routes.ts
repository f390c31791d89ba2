import { PayloadPattern, text } from '../../messaging/index.js';
import type { DeclaredRoute } from '../declared-route.js';
import { DEFAULT_POLICY } from '../handler-policy.js';
import type { RouteHandler } from '../postback.routes.js';
import { kindsOf, lockKeyOf, type PayloadLock } from './payload-lock.js';

/**
 * Routes that answer the buttons of retired payloads with the reply that the lock has for them. A payload that is handled again is
 * left out: that is a finding.
 * @param path of the lock, for people
 */
export function retiredRoutes(
  { payloads }: PayloadLock,
  path: string,
  live: readonly DeclaredRoute<RouteHandler>[],
): readonly DeclaredRoute<RouteHandler>[] {
  const handled = new Set(live.map(({ pattern }) => lockKeyOf(pattern.source)));
  return payloads.flatMap((locked) => {
    const { pattern, retired } = locked;
    if (retired === undefined || handled.has(lockKeyOf(pattern))) return [];
    const reply = typeof retired.reply === 'string' ? text(retired.reply) : retired.reply;
    const kinds = kindsOf(locked);
    const handler: RouteHandler = {
      declared: { on: 'tap', kinds, patterns: [pattern] },
      label: `retired ${pattern}`,
      place: path,
      policy: DEFAULT_POLICY,
      call: () => Promise.resolve(reply),
    };
    return [
      { pattern: PayloadPattern.parse(pattern), kinds, definition: null, handler, target: handler },
    ];
  });
}
