import type { Server } from 'node:http';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { Logger } from 'nestjs-pino';
import { type DrainTimes, Inbox } from './inbox/index.js';

/** Kubernetes kills after 30 s. */
const HARD_EXIT_MS = 25_000;

/** Whoever has not sent its request by then will not. */
const SLOW_CLIENTS_MS = 20_000;

/** A second signal within this time is the first one's: npm passes on what the terminal, or systemd, sends to both. */
const SAME_SIGNAL_MS = 500;

/** Time for what was answered with 503 to reach whoever asked. */
const LAST_WORDS_MS = 250;

/** Why the process comes to its end, and how. */
export interface Ending {
  /** The exit code when everything was drained. */
  readonly code: number;
  /** Unless they have the usual time. */
  readonly handlers?: DrainTimes;
}

/**
 * Brings the process to its end.
 *
 * - *running*: until {@link onSignal} or {@link drainOnce}.
 * - *draining*: nothing is accepted any more; requests, handlers and sends that have begun come to their ends. Then the exit.
 * - *cut*: a second signal, or the time is over. What has not ended is handled again at the next start.
 */
export class Shutdown {
  private readonly inbox: Inbox;
  private readonly logger: Logger;
  private draining = false;
  private code = 0;
  private signalledMs: number | null = null;

  constructor(private readonly app: NestExpressApplication) {
    this.inbox = app.get(Inbox);
    this.logger = app.get(Logger);
  }

  /** Somebody wants the process to end; who says so twice is in a hurry. */
  onSignal(): void {
    if (this.signalledMs === null) {
      this.signalledMs = performance.now();
      this.drainOnce({ code: 0 });
    } else if (performance.now() - this.signalledMs >= SAME_SIGNAL_MS) {
      this.cut();
    }
  }

  /** Errors come in crowds: those after the first do not cut short what it lets finish. */
  drainOnce({ code, handlers }: Ending): void {
    this.code ||= code;
    if (this.draining) return;
    this.draining = true;
    void this.drain(handlers);
  }

  /** Ends the process without draining: the store is broken. What waits for it hears so first. */
  fail(code: number): void {
    this.inbox.close();
    setTimeout(() => process.exit(code), LAST_WORDS_MS);
  }

  private async drain(handlers?: DrainTimes): Promise<void> {
    this.inbox.close(handlers);
    this.logger.log('stopping: nothing is accepted any more, what has begun comes to its end');
    this.limitTime(handlers?.leaveAfterMs ?? SLOW_CLIENTS_MS);
    try {
      await this.app.close();
    } catch (err) {
      this.logger.error({ msg: 'the service did not stop as it should', err });
      process.exit(this.code || 1);
    }
    process.exit(this.code || (this.inbox.leftBehind > 0 ? 1 : 0));
  }

  private limitTime(slowClientsMs: number): void {
    const server: Server = this.app.getHttpServer();
    setTimeout(() => server.closeAllConnections(), slowClientsMs).unref();
    setTimeout(() => process.exit(this.code || 1), HARD_EXIT_MS).unref();
  }

  /** Somebody is in a hurry. The events whose handlers are left behind are given back first, or they would be blamed. */
  private cut(): void {
    this.inbox.cut();
    setTimeout(() => process.exit(this.code || 1), LAST_WORDS_MS);
  }
}
