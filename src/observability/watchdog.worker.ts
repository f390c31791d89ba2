import { write } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import { workerData } from 'node:worker_threads';
import { MainThread, type StuckAt } from './main-thread.js';
import { BEAT_EVERY_MS, PLACES, type WatchdogStart } from './watchdog.protocol.js';

/** EX_SOFTWARE of sysexits(3). */
const EXIT_CODE = 70;

/** Looks without a beat before the main thread is asked what it does; two answers later five seconds are over. */
const ASK_AFTER = 15;
const ANSWERS = 2;

/**
 * What does not answer is in no JavaScript but in a call of the system, such as a disk that takes its time to sync.
 * A restart mends no disk, and it would be blamed on the events that are being handled: a longer time, but not for ever.
 */
const GIVE_UP_AFTER = 120;

const STDERR = 2;
const WRITING_MS = 250;

// oxlint-disable-next-line typescript/no-unsafe-type-assertion -- `Watchdog.start` is the only one that starts this thread.
const { memory } = workerData as WatchdogStart;
const places = new Int32Array(memory);

/** The loop of this thread. Every round ends, whatever the main thread does. */
async function watch(): Promise<never> {
  let beats = 0;
  let missed = 0;
  let answers = 0;
  for (;;) {
    await sleep(BEAT_EVERY_MS);
    if (isAlive(beats)) {
      beats = Atomics.load(places, PLACES.beats);
      missed = 0;
      answers = 0;
      continue;
    }
    missed += 1;
    if (missed < ASK_AFTER) continue;
    const main = new MainThread();
    const stuckAt = await main.interrupt();
    answers = stuckAt ? answers + 1 : 0;
    if (answers === ANSWERS || missed >= GIVE_UP_AFTER) await end(main, stuckAt);
    main.release();
  }
}

function isAlive(beats: number): boolean {
  return (
    Atomics.load(places, PLACES.beats) !== beats || Atomics.load(places, PLACES.debugged) === 1
  );
}

async function end(main: MainThread, stuckAt: StuckAt | null): Promise<void> {
  const line = { level: 60, time: Date.now(), pid: process.pid, context: 'Watchdog' };
  const text = JSON.stringify({
    ...line,
    code: 'EVENT_LOOP_STUCK',
    ...stuckAt,
    msg: message(stuckAt),
  });
  // Nobody may be reading: that must not keep the process alive.
  await Promise.race([promisify(write)(STDERR, `${text}\n`), sleep(WRITING_MS)]).catch(() => null);
  await main.exit(EXIT_CODE);
  process.kill(process.pid, 'SIGKILL');
}

function message(stuckAt: StuckAt | null): string {
  if (!stuckAt)
    return 'EVENT_LOOP_STUCK: the event loop has been stuck for 30 s in a call that cannot be interrupted. The process ends.';
  const { handler, event } = stuckAt;
  const place = handler === null ? 'outside all handlers' : `in ${handler}, at the event ${event}`;
  return `EVENT_LOOP_STUCK: the event loop has been stuck for 5 s ${place}. The process ends; after three times the event is a dead letter.`;
}

void watch();
