import { Counter, Gauge, Histogram, type Registry } from 'prom-client';

/** In seconds: the aims are 5 ms and 25 ms to the handler, 60 ms to Meta. */
const LATENCY_BUCKETS = [0.001, 0.005, 0.01, 0.025, 0.06, 0.1, 0.25, 0.5, 1, 5, 30, 120];

/** Makes the metrics of one registry. */
class Maker {
  constructor(private readonly registry: Registry) {}

  counter<T extends string>(name: string, help: string, ...labelNames: T[]): Counter<T> {
    const registers = [this.registry];
    return new Counter({ name: `tapline_${name}_total`, help, registers, labelNames });
  }

  latency(name: string, help: string): Histogram {
    const registers = [this.registry];
    const buckets = LATENCY_BUCKETS;
    return new Histogram({ name: `tapline_${name}_seconds`, help, registers, buckets });
  }

  gauge(name: string, help: string): Gauge {
    return new Gauge({ name: `tapline_${name}`, help, registers: [this.registry] });
  }
}

/** What is counted as events happen. Names and labels are a promise: docs/operating.md lists them. */
export class TaplineCounters {
  readonly received: Counter<'kind'>;
  readonly duplicate: Counter;
  readonly quarantined: Counter;
  readonly handled: Counter<'handler'>;
  readonly unhandled: Counter;
  readonly ignored: Counter;
  readonly retried: Counter<'handler'>;
  readonly dead: Counter;
  readonly leftBehind: Counter;
  readonly sent: Counter<'page'>;
  readonly unknown: Counter<'page'>;
  readonly failed: Counter<'page'>;
  readonly withheld: Counter<'page'>;
  readonly toHandler: Histogram;
  readonly handling: Histogram;
  readonly toReply: Histogram;

  constructor(registry: Registry) {
    const make = new Maker(registry);
    this.received = make.counter('events_received', 'Events stored', 'kind');
    this.duplicate = make.counter('events_duplicate', 'Deliveries of known events');
    this.quarantined = make.counter('bodies_quarantined', 'Signed bodies that were not read whole');
    this.handled = make.counter('events_handled', 'Events that a handler ran for', 'handler');
    this.unhandled = make.counter('events_unhandled', 'Taps that no handler took');
    this.ignored = make.counter('events_ignored', 'Events that nobody asks for');
    this.retried = make.counter('events_retried', 'Failed attempts that are made again', 'handler');
    this.dead = make.counter('events_dead', 'Events given up on');
    this.leftBehind = make.counter('errors_left_behind', 'Errors that nobody awaited');
    this.sent = make.counter('replies_sent', 'Requests that Meta took', 'page');
    this.unknown = make.counter('replies_unknown', 'Requests that may have arrived', 'page');
    this.failed = make.counter('replies_failed', 'Requests that Meta refused', 'page');
    this.withheld = make.counter('replies_withheld', 'Replies not sent: Meta would refuse', 'page');
    this.toHandler = make.latency('webhook_to_handler', 'From stored to the first attempt');
    this.handling = make.latency('handling', 'What the handlers of an event took');
    this.toReply = make.latency('tap_to_reply', 'From stored to the first reply that Meta took');
  }
}

/** Read when somebody asks. */
export interface Readings {
  readonly waiting: number;
  readonly oldestSeconds: number;
  readonly deadLetters: number;
  readonly repliesWaiting: number;
  readonly repliesUnknown: number;
  readonly pagesPaused: number;
  /** Findings by the last examination: what keeps taps from arriving. */
  readonly doctorErrors: number;
  /** What else has to be mended. */
  readonly doctorWarnings: number;
  /** Since the start. */
  readonly errorsLeftBehind: number;
  readonly loopDelaySeconds: number;
  readonly residentBytes: number;
}

type GaugeRow = readonly [reading: keyof Readings, name: string, help: string];

const GAUGES: readonly GaugeRow[] = [
  ['waiting', 'events_waiting', 'Events that wait for their handler'],
  ['oldestSeconds', 'events_oldest_waiting_seconds', 'How long the oldest of them waits'],
  ['deadLetters', 'dead_letters', 'Dead letters that are kept'],
  ['repliesWaiting', 'replies_waiting', 'Replies to be sent'],
  ['repliesUnknown', 'replies_in_doubt', 'Replies that may have arrived'],
  ['pagesPaused', 'pages_paused', 'Pages that send nothing for now'],
  ['doctorErrors', 'doctor_errors', 'Findings that keep taps from arriving'],
  ['doctorWarnings', 'doctor_warnings', 'Findings of the doctor that are no errors'],
  [
    'loopDelaySeconds',
    'event_loop_delay_seconds',
    'Longest delay within the last 10 to 20 seconds',
  ],
  ['residentBytes', 'resident_memory_bytes', 'Memory of the process'],
];

/** @returns puts what was read into the registry */
export function gaugesIn(registry: Registry): (readings: Readings) => void {
  const make = new Maker(registry);
  const gauges = GAUGES.map(([reading, name, help]) => ({
    reading,
    gauge: make.gauge(name, help),
  }));
  return (readings) => {
    for (const { reading, gauge } of gauges) gauge.set(readings[reading]);
  };
}
