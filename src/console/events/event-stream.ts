import type { ServerResponse } from 'node:http';

/** What one page may leave unread before more is written: far more than a burst of taps, and bounded whatever a page does. */
const UNREAD_BYTES_MAX = 4 * 1024 * 1024;

const HEAD = {
  'Content-Type': 'text/event-stream; charset=utf-8',
  // nginx would collect the events otherwise.
  'X-Accel-Buffering': 'no',
} as const;

/**
 * Server-sent events to one page.
 *
 * - *open*: from the head of the answer on.
 * - *closed*: the page left, did not read what it was sent, or the service stops. Nothing is written any more.
 */
export class EventStream {
  /** Resolves when it is closed, by either side. */
  readonly closed: Promise<void>;

  constructor(private readonly response: ServerResponse) {
    this.closed = new Promise((resolve) => response.once('close', resolve));
    response.writeHead(200, HEAD);
    response.flushHeaders();
  }

  /** @param json one line */
  send(json: string): void {
    this.write(`data: ${json}\n\n`);
  }

  /** Keeps proxies from taking a quiet stream for a dead one. */
  heartbeat(): void {
    this.write(': still here\n\n');
  }

  /** What the page has not read by now is not waited for: the service could not stop otherwise. */
  close(): void {
    if (this.response.writableLength > 0) this.response.destroy();
    else this.response.end();
  }

  private write(text: string): void {
    if (this.response.writableEnded || this.response.destroyed) return;
    // Looked at before: a page that reads is not to blame for the size of what it has not had the time to read.
    if (this.response.writableLength > UNREAD_BYTES_MAX) this.response.destroy();
    else this.response.write(text);
  }
}
