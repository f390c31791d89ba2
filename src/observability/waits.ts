import type { EventReport, StoredEvent } from '../inbox/index.js';
import { eventEndingOf } from './event-ending.js';

/** Events whose time of arrival is remembered; of older ones no wait is known. */
const REMEMBERED_MAX = 20_000;

/** How long events waited for their handler, by a clock that nobody sets. */
export class Waits {
  private readonly storedMs = new Map<string, number>();

  stored({ key, isNew }: StoredEvent): void {
    if (!isNew) return;
    this.storedMs.set(key, performance.now());
    const [oldest] = this.storedMs.keys();
    if (this.storedMs.size > REMEMBERED_MAX && oldest !== undefined) this.storedMs.delete(oldest);
  }

  /** From stored to the handler's begin, in milliseconds. `null` of evidence, which waits for no handler, after a first attempt, and of what was stored before the start. */
  waited(report: EventReport): number | null {
    const sinceMs = this.since(report.key);
    if (sinceMs === null || report.attempt !== 1) return null;
    return Math.max(0, Math.round(sinceMs - eventEndingOf(report).handleMs));
  }

  /** Milliseconds since an event was stored; `null` when that is not known. */
  since(key: string): number | null {
    const storedMs = this.storedMs.get(key);
    return storedMs === undefined ? null : performance.now() - storedMs;
  }

  forget(key: string): void {
    this.storedMs.delete(key);
  }
}
