import { Injectable } from '@nestjs/common';
import type { MessengerEvent } from '../../messaging/index.js';
import { Budget } from './budget.js';
import { subjectOf } from './subject.js';
import type { StepOf, TraceEntry, TracedDelivery, TracedEnd, TracedSend } from './trace-entry.js';

const TRACES_MAX = 500;
/** Of the replies and requests of one trace: far more than any tap has, and 500 times as much still fits into memory. */
const TRACE_CHARS_MAX = 64_000;
/** Replies of one event whose requests are kept. */
const SENDS_MAX = 50;
const REQUESTS_MAX = 10;
/** Echoes that are faster than the answer to their request. */
const EARLY_ECHOES_MAX = 100;

const NO_END = { handlers: [], replies: [] };
/** The last attempts tell what is wrong. */
const HANDLERS_MAX = 20;
const NO_SEND: TracedSend = { requests: [], echo: null };

/** An event, with its key. */
export interface KeyedEvent {
  readonly key: string;
  readonly event: MessengerEvent;
}

/** An event that the stand-in delivers. */
export interface DeliveredEvent extends KeyedEvent {
  readonly delivery: TracedDelivery;
}

/**
 * Remembers what happened to the newest 500 events, each in bounded size.
 *
 * One event can have several traces: every delivery of it that the stand-in makes has one, and the first of them that is
 * stored is the one in which handlers run. The facts of a trace come from different sides in any order.
 */
@Injectable()
export class TraceLog {
  private readonly entries = new Map<number, TraceEntry>();
  private readonly byKey = new Map<string, readonly TraceEntry[]>();
  private readonly byIntent = new Map<string, TraceEntry>();
  private readonly earlyEchoes = new Map<string, StepOf<'echo'>>();
  private readonly listeners: ((entry: TraceEntry) => void)[] = [];
  private lastId = 0;

  /** Calls after every change of a trace. */
  onChange(listener: (entry: TraceEntry) => void): void {
    this.listeners.push(listener);
  }

  find(id: number): TraceEntry | undefined {
    return this.entries.get(id);
  }

  /** The newest first. */
  all(): readonly TraceEntry[] {
    return [...this.entries.values()].toReversed();
  }

  /** A delivery is made, or went on. */
  delivered({ delivery, ...keyed }: DeliveredEvent): TraceEntry {
    const known = this.of(keyed.key);
    const entry =
      known.find((each) => each.delivery?.number === delivery.number) ??
      known.find((each) => each.delivery === null) ??
      this.add(keyed);
    entry.delivery = delivery;
    this.changed(entry);
    return entry;
  }

  /**
   * An event is on disk. A second copy within one delivery of the stand-in is a retry and not told: its attempts are.
   * @returns `null` then
   */
  stored(keyed: KeyedEvent, step: StepOf<'stored'>): TraceEntry | null {
    const known = this.of(keyed.key);
    const waiting = known.find(({ stored }) => stored === null);
    if (!waiting && known.some(({ delivery }) => delivery !== null)) return null;
    const entry = waiting ?? this.add(keyed);
    entry.stored = step;
    this.changed(entry);
    return entry;
  }

  routed(entry: TraceEntry, step: StepOf<'route'>): void {
    entry.route = step;
    this.changed(entry);
  }

  /** An attempt at an event ended. Of one that was stored before the service started there was no trace yet. */
  ended(keyed: KeyedEvent, end: TracedEnd): void {
    const known = this.of(keyed.key);
    const entry = known.find(({ stored }) => stored?.isNew) ?? known[0] ?? this.add(keyed);
    const earlier = entry.end ?? NO_END;
    entry.end = {
      outcome: end.outcome,
      handlers: [...earlier.handlers, ...end.handlers].slice(-HANDLERS_MAX),
      replies: [...earlier.replies, ...entry.budget.list(end.replies)],
    };
    this.changed(entry);
  }

  /** A reply was sent, or refused. */
  sent(key: string, intentId: string, request: StepOf<'graph'>): void {
    const entry = this.of(key).find(({ stored, end }) => stored?.isNew ?? end !== null);
    if (!entry) return;
    const { requests, echo } = entry.sends.get(intentId) ?? NO_SEND;
    if (requests.length >= REQUESTS_MAX || entry.sends.size >= SENDS_MAX) return;
    const { budget } = entry;
    const { body, answer } = request;
    const kept = { ...request, body: budget.json(body), answer: budget.json(answer) };
    const early = this.earlyEchoes.get(intentId) ?? null;
    this.earlyEchoes.delete(intentId);
    entry.sends.set(intentId, { requests: [...requests, kept], echo: echo ?? early });
    this.byIntent.set(intentId, entry);
    this.changed(entry);
  }

  /** Meta showed a message that it delivered. */
  echoed(intentId: string, echo: StepOf<'echo'>): void {
    const entry = this.byIntent.get(intentId);
    if (!entry) return this.keepEarly(intentId, echo);
    const { requests } = entry.sends.get(intentId) ?? NO_SEND;
    entry.sends.set(intentId, { requests, echo });
    this.changed(entry);
  }

  private keepEarly(intentId: string, echo: StepOf<'echo'>): void {
    this.earlyEchoes.set(intentId, echo);
    forgetOldest(this.earlyEchoes, EARLY_ECHOES_MAX);
  }

  private of(key: string): readonly TraceEntry[] {
    return this.byKey.get(key) ?? [];
  }

  private add({ key, event }: KeyedEvent): TraceEntry {
    const entry: TraceEntry = {
      id: (this.lastId += 1),
      key,
      subject: subjectOf(event),
      atMs: event.timestampMs || Date.now(),
      budget: new Budget(TRACE_CHARS_MAX),
      delivery: null,
      stored: null,
      route: null,
      end: null,
      sends: new Map(),
    };
    this.entries.set(entry.id, entry);
    this.byKey.set(key, [...this.of(key), entry]);
    for (const forgotten of forgetOldest(this.entries, TRACES_MAX)) this.unlink(forgotten);
    return entry;
  }

  private unlink(entry: TraceEntry): void {
    const others = this.of(entry.key).filter((each) => each !== entry);
    if (others.length > 0) this.byKey.set(entry.key, others);
    else this.byKey.delete(entry.key);
    for (const intentId of entry.sends.keys()) this.byIntent.delete(intentId);
  }

  private changed(entry: TraceEntry): void {
    for (const listener of this.listeners) listener(entry);
  }
}

/** Maps keep the order of insertion. @returns what was forgotten */
function forgetOldest<K, V>(map: Map<K, V>, max: number): readonly V[] {
  const surplus = [...map].slice(0, Math.max(0, map.size - max));
  for (const [key] of surplus) map.delete(key);
  return surplus.map(([, value]) => value);
}
