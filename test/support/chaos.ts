import { text } from '../../src/messaging/index.js';
import type { Pace } from '../../src/outbox/send-pace.js';
import { ChaosGraph, type Delivered } from './chaos-graph.js';
import { OutboxRig, type Row } from './outbox-rig.js';

const MESSAGES_EACH = 10;
const DEADLINE_MS = 100;
/** A request that was given up on before a byte of it was written never comes. */
const LATE_MS = 300;
/** Shorter than echoes have time, so that each step leaves those on their way a moment to come. */
const STEP_MS = 3_000;

export interface ChaosRun {
  readonly rows: readonly Row[];
  readonly delivered: readonly Delivered[];
  /** When each page called Graph, by the clock that its limits go by. */
  readonly calls: ReadonlyMap<string, readonly number[]>;
  /** Calls that a page may make in any second. */
  readonly callsMax: number;
  /** The longest that a call took, in milliseconds, and what it may take at most. */
  readonly longestMs: number;
  readonly deadlineMs: number;
}

export interface ChaosSettings {
  readonly messages: number;
  /** How many pages they are sent from, and how fast each may send. */
  readonly pages: number;
  readonly pace: Pace;
  readonly seed: number;
  readonly echoes: boolean;
}

/** Sends messages, ten to each person, through a Graph of which 6 in 10 answers go wrong. */
export async function runChaos({ pace, ...settings }: ChaosSettings): Promise<ChaosRun> {
  const pages = Array.from({ length: settings.pages }, (_, n) => `${1_001 + n}`);
  const deadlines = {
    deadlineMs: DEADLINE_MS,
    mediaDeadlineMs: DEADLINE_MS,
    connectDeadlineMs: DEADLINE_MS,
  };
  const rig = await OutboxRig.start(
    Object.fromEntries(pages.map((page) => [page, `tok-${page}`])),
    { deadlines, limits: { text: pace, media: pace } },
  );
  const calls = new Map(pages.map((page): [string, number[]] => [page, []]));
  const chaos = new ChaosGraph({
    seed: settings.seed,
    now: () => rig.clock.now(),
    echo: (intentId) => (settings.echoes ? rig.echo(intentId) : Promise.resolve()),
  });
  let longestMs = 0;
  rig.graph.answer = (response, request) => {
    const begun = performance.now();
    response.once('close', () => (longestMs = Math.max(longestMs, performance.now() - begun)));
    const { line = '', body } = rig.graph.received.at(-1) ?? {};
    calls.get(line.split('/')[2] ?? '')?.push(rig.clock.now());
    chaos.answer(body, response, request);
  };
  const words = Array.from({ length: MESSAGES_EACH }, (_, n) => text(`${n}`));
  for (let person = 0; person < settings.messages / MESSAGES_EACH; person += 1)
    await rig.store(`${person}`, words, pages[person % pages.length]);
  rig.outbox.wake();
  const quiet = quietOf(rig, chaos);
  await rig.passUntilSettled(STEP_MS, quiet);
  await quiet();
  const rows = await rig.rows();
  await rig.close();
  const { delivered } = chaos;
  const callsMax = pace.perSecond + pace.burst;
  return { rows, delivered, calls, callsMax, longestMs, deadlineMs: DEADLINE_MS };
}

/** What was given up on may still be on its way to Graph, on a machine that has other work to do. Time waits for it, and for its echo. */
function quietOf(rig: OutboxRig, chaos: ChaosGraph): () => Promise<void> {
  let ended = 0;
  let neverSent = 0;
  rig.outbox.observe({ answered: () => (ended += 1) });
  return async () => {
    const begun = performance.now();
    const late = (): number => ended - neverSent - rig.graph.received.length;
    while (late() > 0 && performance.now() - begun < LATE_MS) await new Promise(setImmediate);
    neverSent += Math.max(0, late());
    await chaos.quiet();
  };
}
