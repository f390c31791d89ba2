import { Counter, Gauge, Histogram, type Registry } from 'prom-client';

/** In seconds: the aims are 5 ms and 25 ms to the handler, 60 ms to Meta. */
const LATENCY_BUCKETS = [0.001, 0.005, 0.01, 0.025, 0.06, 0.1, 0.25, 0.5, 1, 5, 30, 120];

/** What is counted as events happen. Names and labels are a promise: docs/operating.md lists them. */
export function countersIn(registry: Registry) {
  const registers = [registry];
  const counter = (name: string, help: string): Counter =>
    new Counter({ name: `tapline_${name}_total`, help, registers });
  const counterBy = <T extends string>(label: T, name: string, help: string): Counter<T> =>
    new Counter({ name: `tapline_${name}_total`, help, registers, labelNames: [label] });
  const latency = (name: string, help: string): Histogram =>
    new Histogram({ name: `tapline_${name}_seconds`, help, registers, buckets: LATENCY_BUCKETS });
  return {
    received: counterBy('kind', 'events_received', 'Events stored, by kind'),
    duplicate: counter('events_duplicate', 'Deliveries of events that were known already'),
    quarantined: counter(
      'bodies_quarantined',
      'Signed bodies that could not be read, whole or in part',
    ),
    handled: counterBy('handler', 'events_handled', 'Events that a handler ran for, by handler'),
    unhandled: counter('events_unhandled', 'Taps that no handler took'),
    ignored: counter('events_ignored', 'Events that nobody asks for, such as receipts'),
    retried: counterBy(
      'handler',
      'events_retried',
      'Attempts that failed and are made again, by handler',
    ),
    dead: counter('events_dead', 'Events given up on'),
    sent: counterBy('page', 'replies_sent', 'Requests that Meta took, by page'),
    unknown: counterBy(
      'page',
      'replies_unknown',
      'Requests of which nobody knows whether they arrived, by page',
    ),
    failed: counterBy(
      'page',
      'replies_failed',
      'Requests that Meta refused, for now or for good, by page',
    ),
    toHandler: latency('webhook_to_handler', 'From stored to the begin of the first attempt'),
    handling: latency('handling', 'What the handlers of an event took'),
    toReply: latency('tap_to_reply', 'From stored to the first reply that Meta took'),
  };
}

export type TaplineCounters = ReturnType<typeof countersIn>;

/** Read when somebody asks. */
export interface Readings {
  readonly waiting: number;
  readonly oldestSeconds: number;
  readonly deadLetters: number;
  readonly repliesWaiting: number;
  readonly repliesUnknown: number;
  readonly pagesPaused: number;
  readonly loopDelaySeconds: number;
  readonly residentBytes: number;
}

const GAUGES: Readonly<Record<keyof Readings, readonly [name: string, help: string]>> = {
  waiting: ['events_waiting', 'Events that wait for their handler'],
  oldestSeconds: ['events_oldest_waiting_seconds', 'How long the oldest of them waits'],
  deadLetters: ['dead_letters', 'Dead letters that are kept'],
  repliesWaiting: ['replies_waiting', 'Replies to be sent'],
  repliesUnknown: ['replies_in_doubt', 'Replies of which nobody knows whether they arrived'],
  pagesPaused: ['pages_paused', 'Pages that send nothing for now'],
  loopDelaySeconds: [
    'event_loop_delay_seconds',
    'Longest delay of the event loop since the last scrape',
  ],
  residentBytes: ['resident_memory_bytes', 'Memory of the process'],
};

/** @returns puts what was read into the registry */
export function gaugesIn(registry: Registry): (readings: Readings) => void {
  const gauges = Object.entries(GAUGES).map(([key, [name, help]]) => ({
    key: key as keyof Readings,
    gauge: new Gauge({ name: `tapline_${name}`, help, registers: [registry] }),
  }));
  return (readings) => {
    for (const { key, gauge } of gauges) gauge.set(readings[key]);
  };
}
