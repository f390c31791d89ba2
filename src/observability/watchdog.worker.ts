import { write } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import { workerData } from 'node:worker_threads';
import { MainThread, type StuckAt } from './main-thread.js';
import { Patience } from './patience.js';
import { BEAT_EVERY_MS, PLACES, type WatchdogStart } from './watchdog.protocol.js';

/** EX_SOFTWARE of sysexits(3). */
const EXIT_CODE = 70;

const STDERR = 2;
const WRITING_MS = 250;

// oxlint-disable-next-line typescript/no-unsafe-type-assertion -- `Watchdog.start` is the only one that starts this thread.
const { memory } = workerData as WatchdogStart;
const places = new Int32Array(memory);

/** The loop of this thread. Every round ends, whatever the main thread does. */
async function watch(): Promise<never> {
  const patience = new Patience(performance.now());
  let beats = 0;
  for (;;) {
    await sleep(BEAT_EVERY_MS);
    if (isAlive(beats)) {
      beats = Atomics.load(places, PLACES.beats);
      patience.renew(performance.now());
      continue;
    }
    if (!patience.wait(performance.now())) continue;
    const main = new MainThread();
    const stuckAt = await main.interrupt();
    if (patience.asked(performance.now(), stuckAt !== null))
      await end(main, stuckAt, patience.stuckMs);
    main.release();
  }
}

function isAlive(beats: number): boolean {
  return (
    Atomics.load(places, PLACES.beats) !== beats || Atomics.load(places, PLACES.debugged) === 1
  );
}

async function end(main: MainThread, stuckAt: StuckAt | null, stuckMs: number): Promise<void> {
  const line = { level: 60, time: Date.now(), pid: process.pid, context: 'Watchdog' };
  const text = JSON.stringify({
    ...line,
    code: 'EVENT_LOOP_STUCK',
    ...stuckAt,
    stuckMs: Math.round(stuckMs),
    msg: message(stuckAt, stuckMs),
  });
  // Nobody may be reading: that must not keep the process alive.
  await Promise.race([promisify(write)(STDERR, `${text}\n`), sleep(WRITING_MS)]).catch(() => null);
  await main.exit(EXIT_CODE);
  process.kill(process.pid, 'SIGKILL');
}

function message(stuckAt: StuckAt | null, stuckMs: number): string {
  const stuck = `EVENT_LOOP_STUCK: the event loop has been stuck for ${(stuckMs / 1_000).toFixed(1)} s`;
  if (!stuckAt) return `${stuck} in a call that cannot be interrupted. The process ends.`;
  const { handler, event } = stuckAt;
  const place = handler === null ? 'outside all handlers' : `in ${handler}, at the event ${event}`;
  return `${stuck} ${place}. The process ends; after three times the event is a dead letter.`;
}

void watch();
