import type { PageState } from '../platform/page-state.js';
import type { RateLimit } from '../platform/rate-limit.js';
import { GraphError } from './graph-error.js';

const MINUTE_MS = 60_000;
const MORE_INFO =
  'please refer to https://developers.facebook.com/docs/graph-api/overview/rate-limiting.';

/** Counts a call of the page. @throws when there were too many: 80006 on Messenger's own edge, 80001 elsewhere */
export function countCall({ usage }: PageState, nowMs: number, isMessenger: boolean): void {
  if (usage.calls.admit(nowMs)) return;
  const [code, account] = isMessenger ? [80006, 'messenger'] : [80001, 'Page'];
  throw new GraphError(
    `(#${code}) There have been too many calls to this ${account} account. Wait a bit and try again. For more info, ${MORE_INFO}`,
    code,
  );
}

/** Counts against one limit of its own. @param code 613 or 4 */
export function countAgainst(limit: RateLimit, nowMs: number, code: 613 | 4 = 613): void {
  if (!limit.admit(nowMs)) throw rateExceeded(code);
}

/** What Graph says where a limit was reached, a real one or one of the faults. */
export function rateExceeded(code: 613 | 4): GraphError {
  return code === 613
    ? new GraphError('(#613) Calls to this api have exceeded the rate limit.', 613)
    : new GraphError('(#4) Application request limit reached', 4);
}

/** How much a page has used, as Meta writes it into every answer: percent, and minutes until calls are taken again. */
export function usageHeaders({ id, usage }: PageState, nowMs: number): Record<string, string> {
  const used = {
    call_count: Math.max(usage.calls.percentUsed(nowMs), usage.sends.percentUsed(nowMs)),
    total_cputime: 0,
    total_time: 0,
  };
  const minutes = Math.ceil(usage.calls.waitMs(nowMs) / MINUTE_MS);
  const messenger = { type: 'messenger', ...used, estimated_time_to_regain_access: minutes };
  return {
    'X-App-Usage': JSON.stringify(used),
    'X-Business-Use-Case-Usage': JSON.stringify({ [id]: [messenger] }),
  };
}
