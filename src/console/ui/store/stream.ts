import type { ConsoleEvent } from '../../contract.js';
import { SseReader } from '../model/sse-reader.js';
import { ApiError, call, eventOf } from './api.js';
import { applyEvents, forgetSeen } from './apply.js';
import { loadEverything } from './load.js';
import { connection } from './state.js';

const FIRST_WAIT_MS = 500;
const LONGEST_WAIT_MS = 10_000;
/** Under load the page is drawn this often, however many events there are. */
const DRAW_EVERY_MS = 100;

/**
 * Listens to the server until `signal` aborts. `connecting` → `open` when events flow and everything was asked for;
 * → `lost` when the stream ends, then after a pause that grows → `open` again, asking for everything anew;
 * → `refused` when the token is not right, and then it stops.
 */
export async function followEvents(signal: AbortSignal): Promise<void> {
  let waitMs = FIRST_WAIT_MS;
  while (!signal.aborted) {
    const opened = await listenOnce(signal).catch((error: unknown) => error);
    if (signal.aborted) return;
    if (opened instanceof ApiError && [401, 403].includes(opened.status)) {
      connection.value = 'refused';
      return;
    }
    waitMs = connection.value === 'open' ? FIRST_WAIT_MS : Math.min(waitMs * 2, LONGEST_WAIT_MS);
    connection.value = 'lost';
    await pause(waitMs * (0.8 + Math.random() * 0.4), signal);
  }
}

async function listenOnce(signal: AbortSignal): Promise<void> {
  const response = await call('GET', 'events', undefined, signal);
  if (response.body === null) return;
  // The stream is open before the rest is asked for, so that nothing falls between the two.
  forgetSeen();
  const queue = new EventQueue();
  const reading = read(response.body, queue);
  const loading = loadEverything().then(() => (connection.value = 'open'));
  await Promise.all([reading, Promise.race([reading, loading])]);
}

async function read(
  body: ReadableStream<Uint8Array<ArrayBuffer>>,
  queue: EventQueue,
): Promise<void> {
  const reader = body.pipeThrough(new TextDecoderStream()).getReader();
  const events = new SseReader();
  for (;;) {
    const { value, done } = await reader.read();
    if (done) return;
    for (const data of events.push(value)) queue.push(eventOf(data));
  }
}

/** Holds events back for a moment, so that many are one change of the page. */
class EventQueue {
  private waiting: ConsoleEvent[] = [];
  private lastMs = 0;

  push(event: ConsoleEvent): void {
    this.waiting.push(event);
    if (this.waiting.length > 1) return;
    const sinceMs = performance.now() - this.lastMs;
    setTimeout(() => this.flush(), Math.max(0, DRAW_EVERY_MS - sinceMs));
  }

  private flush(): void {
    const events = this.waiting;
    this.waiting = [];
    applyEvents(events);
    this.lastMs = performance.now();
  }
}

function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, ms);
    signal.addEventListener('abort', () => (clearTimeout(timer), resolve()), { once: true });
  });
}
