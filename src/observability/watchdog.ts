import { url as inspectorUrl } from 'node:inspector';
import { Worker } from 'node:worker_threads';
import { Logger } from '@nestjs/common';
import { running } from '../inbox/index.js';
import { BEAT_EVERY_MS, PLACES, WHO_RUNS, type WatchdogStart } from './watchdog.protocol.js';

const WORKER = new URL('./watchdog.worker.js', import.meta.url);

/**
 * Ends this process when its event loop is stuck, as in an endless loop of a handler, before five seconds are over, and says
 * on stderr whose code was running. The inbox counts the attempt as one over which the process died.
 *
 * The watchdog is a thread of its own. It counts the time for which it looked and the main thread showed no beat: a machine
 * that sleeps, or a process that is stopped, stops both. While a debugger listens it never bites: whoever stands at a
 * breakpoint has time.
 */
export class Watchdog {
  private constructor(
    private readonly worker: Worker,
    private readonly beating: NodeJS.Timeout,
  ) {}

  /** To be called when the service is up: bringing a large database to a new version may take its time. @param script of the thread */
  static start(script = WORKER): Watchdog {
    const memory = new SharedArrayBuffer(8);
    const places = new Int32Array(memory);
    const beat = (): void => {
      Atomics.store(places, PLACES.debugged, inspectorUrl() === undefined ? 0 : 1);
      Atomics.add(places, PLACES.beats, 1);
    };
    beat();
    Object.defineProperty(globalThis, WHO_RUNS, { value: whoRuns, configurable: true });
    const workerData: WatchdogStart = { memory };
    // None of what the service is started with is the watchdog's business: neither preloaded modules nor secrets.
    const options = { workerData, execArgv: [], env: {}, name: 'watchdog' };
    const worker = new Worker(script, options);
    worker.on('error', tellOfEnd);
    worker.unref();
    return new Watchdog(worker, setInterval(beat, BEAT_EVERY_MS).unref());
  }

  async stop(): Promise<void> {
    clearInterval(this.beating);
    await this.worker.terminate();
  }
}

/** The service does without: it works, and whoever starts it anew has a watchdog again. */
function tellOfEnd(err: unknown): void {
  const msg =
    'the watchdog ended by an error: nobody would end this process if its event loop were stuck. Start it anew';
  new Logger(Watchdog.name).error({ msg, err });
}

function whoRuns(): string {
  return JSON.stringify(running());
}
