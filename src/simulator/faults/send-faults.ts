import { GraphError } from '../graph/graph-error.js';
import { rateExceeded } from '../graph/rate-limits.js';
import type { SendFault } from '../graph/send-fault.js';
import type { SimulatedPerson } from '../simulator.options.js';
import type { FaultValues } from './fault-list.js';
import type { Faults } from './faults.js';

/**
 * What befalls a message that would otherwise be sent; `null` when all is well.
 * @see messenger-platform.md section 9.2 for the codes; where that has no wording, it is ours
 */
export function sendFaultOf(faults: Faults, { hasRole }: SimulatedPerson): SendFault | null {
  if (faults.value('app-not-live') === 'on' && hasRole !== true) return unsent(notLive());
  const error = faults.strike('send-error');
  if (error !== 'off') return unsent(SEND_ERRORS[error]());
  const after = faults.strike('send-then-fail');
  return after === 'off' ? null : { error: FAILURES_AFTER[after](), isSent: true };
}

function unsent(error: GraphError): SendFault {
  return { error, isSent: false };
}

/** The message arrives although the call fails. */
const FAILURES_AFTER = {
  on: () => new GraphError('An unknown error has occurred.', 1),
  /** Meta's own note on this subcode says so. */
  '1357046': () => new GraphError('Received Invalid JSON reply.', 1, 1357046),
} as const satisfies Record<Exclude<FaultValues['send-then-fail'], 'off'>, () => GraphError>;

const SEND_ERRORS = {
  unknown: () => new GraphError('An unknown error has occurred.', 1, 99),
  'app-limit': () => rateExceeded(4),
  'cannot-receive': () =>
    new GraphError("(#10) They can't receive your messages right now.", 10, 2018108),
  restricted: () =>
    new GraphError('(#10) You are temporarily restricted from sending messages.', 10, 1893063),
  'privacy-rules': () => new GraphError('(#10) This thread is restricted.', 10, 2018336),
  unavailable: () =>
    new GraphError("Message Not Sent: This person isn't available right now.", 200, 1545041),
  abusive: () =>
    new GraphError(
      '(#368) The action attempted has been deemed abusive or is otherwise disallowed',
      368,
    ),
  temporary: () =>
    new GraphError(
      '(#1200) Temporary send message failure. Please try again later.',
      1200,
      2018024,
    ),
} as const satisfies Record<Exclude<FaultValues['send-error'], 'off'>, () => GraphError>;

function notLive(): GraphError {
  return new GraphError(
    '(#200) Cannot message users who are not admins, developers or testers of the app until pages_messaging ' +
      'permission is reviewed and the app is live.',
    200,
    2018028,
  );
}
