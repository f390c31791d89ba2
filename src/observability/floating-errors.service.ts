import { Injectable, Logger } from '@nestjs/common';
import { type Running, errorOf } from '../inbox/index.js';

/** Errors that handlers left behind: a promise that nobody awaited rejects after the handler has returned. */
@Injectable()
export class FloatingErrors {
  private readonly logger = new Logger(FloatingErrors.name);
  #count = 0;

  /** Since the start. */
  get count(): number {
    return this.#count;
  }

  tell(error: unknown, { event, attempt, handler }: Running): void {
    this.#count += 1;
    this.logger.error({
      msg: 'a promise that a handler did not await was rejected, or a callback of it threw: await it, or catch its errors. Nothing of the event is undone or tried again',
      handler,
      event,
      attempt,
      err: errorOf(error),
    });
  }
}
