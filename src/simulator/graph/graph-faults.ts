import type { SimulatedPerson } from '../simulator.options.js';
import type { GraphError } from './graph-error.js';
import type { SendFault } from './send-fault.js';

/** What Graph answers in the place of carrying a call out. */
export interface CallFault {
  readonly error: GraphError;
  readonly status: number;
}

/** What goes wrong on demand, as far as Graph itself says so; what befalls its answers on the wire is not its business. */
export interface GraphFaults {
  /** What befalls the call that comes next, each of those inside a batch too; `null` when all is well. */
  readonly ofCall: () => CallFault | null;
  /** What befalls a message to this person that is about to be sent; `null` when all is well. */
  readonly ofSend: (person: SimulatedPerson) => SendFault | null;
  /** A call was answered. */
  readonly answered: () => void;
}
