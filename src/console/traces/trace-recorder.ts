import { Injectable, type OnModuleInit } from '@nestjs/common';
import type { EventReport, InboxObserver, StoredEvent } from '../../inbox/index.js';
import type { EventKind, MessengerEvent } from '../../messaging/index.js';
import {
  Outbox,
  type SendObserver,
  type SendReport,
  type WithheldReport,
} from '../../outbox/index.js';
import { PostbackRoutes } from '../../postback/index.js';
import { StandInRecords } from './stand-in-records.js';
import { routeStepOf } from './route-step.js';
import type { StepOf, TraceEntry } from './trace-entry.js';
import { TraceLog } from './trace-log.js';
import { tracedEndOf } from './traced-end.js';

/** Echoes are steps of the trace whose reply they show; receipts come after every message and say nothing of a tap. */
const UNTRACED: ReadonlySet<EventKind> = new Set<EventKind>(['echo', 'delivery', 'read']);

/** Whether an event has a trace of its own. */
export function isTraced({ kind }: MessengerEvent): boolean {
  return !UNTRACED.has(kind);
}

/** Writes down what the inbox and the outbox tell. */
@Injectable()
export class TraceRecorder implements InboxObserver, SendObserver, OnModuleInit {
  constructor(
    private readonly log: TraceLog,
    private readonly records: StandInRecords,
    private readonly routes: PostbackRoutes,
    private readonly outbox: Outbox,
  ) {}

  onModuleInit(): void {
    this.outbox.observe(this);
  }

  stored({ key, event, isNew }: StoredEvent): void {
    if (!isTraced(event)) return;
    // What was delivered stands in the log before what came of it.
    this.records.catchUp();
    const step = { kind: 'stored', atMs: Date.now(), key, isNew } as const;
    const entry = this.log.stored({ key, event }, step);
    if (entry && isNew) void this.explain(entry, event);
  }

  ended(report: EventReport): void {
    const { event, key } = report;
    if (event.kind === 'echo' && event.metadata !== null) {
      const { metadata, mid } = event;
      this.log.echoed(metadata, { kind: 'echo', atMs: Date.now(), mid: mid ?? '' });
    }
    if (isTraced(event)) this.log.ended({ key, event }, tracedEndOf(report));
  }

  answered(report: SendReport): void {
    const { eventKey, intentId } = report;
    this.log.sent(eventKey, intentId, this.records.find(intentId) ?? stepOf(report));
  }

  withheld({ eventKey, intentId, pageId, call, error }: WithheldReport): void {
    if (!call) return;
    const report = { eventKey, intentId, pageId, call, status: null, messageId: null };
    this.log.sent(eventKey, intentId, stepOf({ ...report, error: error.message }));
  }

  /** A definition's own check of the data may throw whatever it likes; its tap then says so itself. */
  private async explain(entry: TraceEntry, event: MessengerEvent): Promise<void> {
    const step = await routeStepOf(this.routes.set, event).catch(() => null);
    if (step) this.log.routed(entry, step);
  }
}

/** As far as the outbox knows. */
function stepOf({ pageId, call, status, messageId, error }: SendReport): StepOf<'graph'> {
  return {
    kind: 'graph',
    atMs: Date.now(),
    method: 'POST',
    path: `/${pageId}/${call.edge}`,
    body: call.body,
    status: status ?? 0,
    answer: error ?? { message_id: messageId },
  };
}
