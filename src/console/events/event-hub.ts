import { Injectable, type OnModuleDestroy, type OnModuleInit } from '@nestjs/common';
import type { ConsoleEvent } from '../contract.js';
import { SecretFree } from '../http/secret-free.js';
import { People } from '../people.js';
import { TraceLog } from '../traces/trace-log.js';
import { traceOf } from '../traces/trace-view.js';
import { ChatFeed } from './chat-feed.js';
import type { EventStream } from './event-stream.js';
import { Throttle } from './throttle.js';

const HEARTBEAT_MS = 15_000;
/** A chat or a trace is told of once in so many milliseconds at most. */
const PACE_MS = 100;
/** Pages that listen at the same time; the oldest makes room for one more. */
const STREAMS_MAX = 32;

/**
 * Tells the pages that listen what happens: what changed since the last time, collected over {@link PACE_MS}. What
 * happens while nobody listens is not kept: a page that comes asks for everything first.
 */
@Injectable()
export class EventHub implements OnModuleInit, OnModuleDestroy {
  private readonly streams = new Set<EventStream>();
  private readonly throttle = new Throttle(PACE_MS, () => this.tellChanges());
  private readonly startedAt = new Date().toISOString();
  private readonly changedTraces = new Set<number>();
  private stopWatching = (): void => undefined;
  private heartbeats: NodeJS.Timeout | null = null;
  private isOpen = true;

  constructor(
    private readonly log: TraceLog,
    private readonly people: People,
    private readonly chats: ChatFeed,
    private readonly secretFree: SecretFree,
  ) {}

  onModuleInit(): void {
    this.log.onChange(({ id }) => this.changed(id));
    this.stopWatching = this.people.watch(() => this.changed());
    this.heartbeats = setInterval(() => this.beat(), HEARTBEAT_MS).unref();
  }

  /** Before the server waits for its connections to end. */
  onModuleDestroy(): void {
    this.isOpen = false;
    this.stopWatching();
    this.throttle.stop();
    if (this.heartbeats) clearInterval(this.heartbeats);
    for (const stream of this.streams) stream.close();
  }

  /** Resolves when the page has left. */
  async serve(stream: EventStream): Promise<void> {
    if (!this.isOpen) return stream.close();
    if (this.streams.size === 0) this.chats.startHere();
    const [oldest] = this.streams;
    if (oldest && this.streams.size >= STREAMS_MAX) oldest.close();
    this.streams.add(stream);
    stream.send(this.secretFree.json({ kind: 'hello', startedAt: this.startedAt }));
    await stream.closed;
    this.streams.delete(stream);
  }

  /** How many pages listen. */
  get listeners(): number {
    return this.streams.size;
  }

  /** At once, to every page. */
  tell(event: ConsoleEvent): void {
    const json = this.secretFree.json(event);
    for (const stream of this.streams) stream.send(json);
  }

  private changed(traceId?: number): void {
    if (this.streams.size === 0) return;
    if (traceId !== undefined) this.changedTraces.add(traceId);
    this.throttle.request();
  }

  private tellChanges(): void {
    for (const event of this.chats.changes()) this.tell(event);
    const ids = [...this.changedTraces];
    this.changedTraces.clear();
    for (const id of ids) {
      const entry = this.log.find(id);
      if (entry) this.tell({ kind: 'trace', trace: traceOf(entry) });
    }
  }

  private beat(): void {
    for (const stream of this.streams) stream.heartbeat();
  }
}
