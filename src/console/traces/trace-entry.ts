import type { Reply } from '../../messaging/index.js';
import type { TraceOutcome, TraceStep } from '../contract.js';
import type { Budget } from './budget.js';
import type { Subject } from './subject.js';

export type StepOf<K extends TraceStep['kind']> = Extract<TraceStep, { readonly kind: K }>;

/** One delivery of the stand-in, as far as a trace tells of it. */
export interface TracedDelivery {
  readonly number: number;
  /** The item as it went over the wire; `null` for one that is too long to keep. */
  readonly item: Readonly<Record<string, unknown>> | null;
  readonly state: 'pending' | 'delivered' | 'not-delivered';
  readonly step: StepOf<'delivery'>;
}

/** How the handling of an event ended. */
export interface TracedEnd {
  readonly outcome: Extract<TraceOutcome, 'handled' | 'unhandled' | 'ignored' | 'failed'>;
  readonly handlers: readonly StepOf<'handler'>[];
  readonly replies: readonly Reply[];
}

/** The requests that carried one reply, and its echo. */
export interface TracedSend {
  readonly requests: readonly StepOf<'graph'>[];
  readonly echo: StepOf<'echo'> | null;
}

/** What is known of one event so far. Only the log changes it. */
export interface TraceEntry {
  readonly id: number;
  readonly key: string;
  readonly subject: Subject;
  readonly atMs: number;
  /** What replies and requests may still hold. */
  readonly budget: Budget;
  delivery: TracedDelivery | null;
  stored: StepOf<'stored'> | null;
  route: StepOf<'route'> | null;
  end: TracedEnd | null;
  /** By the id of the reply's intent, in the order of the requests. */
  readonly sends: Map<string, TracedSend>;
}
