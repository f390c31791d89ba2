import { Injectable, type OnModuleDestroy, type OnModuleInit } from '@nestjs/common';
import { eventKeyOf } from '../../inbox/index.js';
import type { MessengerEvent } from '../../messaging/index.js';
import { type Delivery, Simulator } from '../../simulator/index.js';
import type { StepOf, TracedDelivery, TraceEntry } from '../traces/trace-entry.js';
import { StandInRecords, type RecordSource } from '../traces/stand-in-records.js';
import { TraceLog } from '../traces/trace-log.js';
import { isTraced } from '../traces/trace-recorder.js';
import { eventsIn, tracedDelivery } from './delivery-facts.js';

/** What the bot was told of an act: the trace, and how the telling went. */
export interface ToldAct {
  readonly traceId: number;
  readonly state: TracedDelivery['state'];
}

/** Acts that are remembered: more than there are traces, because bubbles stay longer. */
const ACTS_MAX = 5_000;

/** Follows the deliveries and the records of the stand-in into the log of traces. */
@Injectable()
export class StandInDeliveries implements RecordSource, OnModuleInit, OnModuleDestroy {
  private readonly acts = new Map<string, ToldAct>();
  /** What changed since the log was brought up to date. */
  private readonly changed = new Set<Delivery>();
  private stop = (): void => undefined;

  constructor(
    private readonly simulator: Simulator,
    private readonly log: TraceLog,
    private readonly records: StandInRecords,
  ) {}

  onModuleInit(): void {
    this.records.connect(this);
    const stopDeliveries = this.simulator.onDelivery((delivery) => this.changed.add(delivery));
    const stopChanges = this.simulator.onChange(() => this.catchUp());
    this.stop = (): void => {
      stopDeliveries();
      stopChanges();
    };
  }

  onModuleDestroy(): void {
    this.stop();
  }

  catchUp(): void {
    const changed = [...this.changed];
    this.changed.clear();
    for (const delivery of changed) {
      for (const [index, event] of eventsIn(delivery).entries())
        if (isTraced(event)) this.trace(delivery, event, index);
    }
  }

  find(intentId: string): StepOf<'graph'> | null {
    const sent = this.simulator.findSent(({ body }) => metadataIn(body) === intentId);
    return sent ? { kind: 'graph', atMs: Date.now(), ...sent } : null;
  }

  /** What became of the telling of an act, which is known by its time: no two acts of a platform share one. */
  toldOf(pageId: string, psid: string, atMs: number): ToldAct | null {
    return this.acts.get(actOf(pageId, psid, atMs)) ?? null;
  }

  private trace(delivery: Delivery, event: MessengerEvent, index: number): void {
    const traced = tracedDelivery(delivery, index);
    const key = eventKeyOf(event);
    const entry = this.log.delivered({ key, event, delivery: traced });
    this.remember(entry, event.timestampMs, traced.state);
  }

  /** A redelivery is another trace, and not what the person did. */
  private remember({ id, subject }: TraceEntry, atMs: number, state: ToldAct['state']): void {
    const act = actOf(subject.pageId, subject.psid ?? '', atMs);
    const known = this.acts.get(act);
    if (known && known.traceId !== id) return;
    this.acts.set(act, { traceId: id, state });
    const [oldest] = this.acts.keys();
    if (this.acts.size > ACTS_MAX && oldest !== undefined) this.acts.delete(oldest);
  }
}

function actOf(pageId: string, psid: string, atMs: number): string {
  return `${pageId}/${psid}/${atMs}`;
}

function metadataIn({ message }: Readonly<Record<string, unknown>>): unknown {
  return typeof message === 'object' && message !== null ? Reflect.get(message, 'metadata') : null;
}
