import { Injectable, type OnModuleInit } from '@nestjs/common';
import { Registry } from 'prom-client';
import { Environment } from '../../config/index.js';
import type { EventReport, InboxObserver, StoredEvent } from '../../inbox/index.js';
import {
  Outbox,
  type SendObserver,
  type SendReport,
  type WithheldReport,
} from '../../outbox/index.js';
import { eventEndingOf } from '../event-ending.js';
import { Waits } from '../waits.js';
import { BoundedLabel, oneOf } from './bounded-label.js';
import { gaugesIn, type Readings, TaplineCounters } from './tapline-metrics.js';

/** So that all series together stay below 200. */
const HANDLERS_MAX = 25;
const PAGES_MAX = 8;
const KINDS = [
  'postback',
  'quick_reply',
  'text',
  'attachment',
  'referral',
  'echo',
  'delivery',
  'read',
];
const NO_HANDLER = 'none';
const TAKEN = 200;
const SERVER_ERROR = 500;
const SECOND_MS = 1_000;

/**
 * Counts what the inbox and the outbox tell. Labels are names that stand in the code or in the environment, never anything
 * that a person or Meta sent.
 */
@Injectable()
export class Metrics implements InboxObserver, SendObserver, OnModuleInit {
  readonly registry = new Registry();
  private readonly counters = new TaplineCounters(this.registry);
  private readonly setGauges = gaugesIn(this.registry);
  private readonly waits = new Waits();
  private readonly handlers = new BoundedLabel(HANDLERS_MAX);
  private readonly kindOf = oneOf(KINDS);
  private readonly pageOf: (pageId: string) => string;

  constructor(
    environment: Environment,
    private readonly outbox: Outbox,
  ) {
    this.pageOf = oneOf([...environment.pageTokens.keys()].slice(0, PAGES_MAX));
  }

  onModuleInit(): void {
    this.outbox.observe(this);
  }

  /** The exposition format of Prometheus. */
  async text(readings: Readings): Promise<string> {
    this.setGauges(readings);
    this.counters.leftBehind.reset();
    this.counters.leftBehind.inc(readings.errorsLeftBehind);
    return this.registry.metrics();
  }

  stored(stored: StoredEvent): void {
    if (!stored.isNew) return this.counters.duplicate.inc();
    this.waits.stored(stored);
    this.counters.received.inc({ kind: this.kindOf(stored.event.kind) });
  }

  quarantined(bodies: number): void {
    this.counters.quarantined.inc(bodies);
  }

  ended(report: EventReport): void {
    const { disposition, handlers, handleMs } = eventEndingOf(report);
    const waitMs = this.waits.waited(report);
    if (waitMs !== null) this.counters.toHandler.observe(waitMs / SECOND_MS);
    if (handlers.length > 0) this.counters.handling.observe(handleMs / SECOND_MS);
    if (disposition === 'handled')
      for (const handler of handlers)
        this.counters.handled.inc({ handler: this.handlers.of(handler) });
    else if (disposition === 'retried')
      this.counters.retried.inc({ handler: this.handlers.of(handlers.at(-1) ?? NO_HANDLER) });
    else this.counters[disposition].inc();
  }

  withheld({ pageId }: WithheldReport): void {
    this.counters.withheld.inc({ page: this.pageOf(pageId) });
  }

  answered({ eventKey, pageId, status, error }: SendReport): void {
    const page = this.pageOf(pageId);
    if (error !== null) {
      const isInDoubt = status === null || status >= SERVER_ERROR;
      return this.counters[isInDoubt ? 'unknown' : 'failed'].inc({ page });
    }
    if (status === TAKEN) this.counters.sent.inc({ page });
    const sinceMs = this.waits.since(eventKey);
    if (sinceMs === null) return;
    this.waits.forget(eventKey);
    this.counters.toReply.observe(sinceMs / SECOND_MS);
  }
}
