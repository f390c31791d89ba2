import type { GraphError } from './graph-error.js';

/** What goes wrong with a message that is right in itself. */
export interface SendFault {
  readonly error: GraphError;
  /** The person gets the message all the same. */
  readonly isSent: boolean;
}
