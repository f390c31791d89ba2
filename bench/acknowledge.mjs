// How long Meta waits for its 200, of the built service on a file with all it does (rows A8 and A9 of the fault catalogue):
//   npm run bench:acknowledge                  a steady minute and a burst, about two minutes
//   npm run bench:acknowledge -- --part burst  one part of it: steady, burst
// Ends with 1 when a bound is broken. The load generator and the service share the processors with whatever else runs.
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { quantile } from './ingest/figures.mjs';
import { Stage } from './ingest/stage.mjs';

const PARTS = { steady, burst };
const { values } = parseArgs({
  options: { part: { type: 'string', multiple: true, default: Object.keys(PARTS) } },
});

const folder = mkdtempSync(join(tmpdir(), 'tapline-bench-'));
try {
  for (const part of values.part) {
    const stage = await Stage.set(join(folder, `${part}.db`));
    try {
      await PARTS[part](stage, await stage.whole());
    } finally {
      await stage.strike();
    }
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}

/** A8. */
async function steady(stage, { port }) {
  const load = { perSecond: 200, seconds: 60, events: 5 };
  const { answersMs, refused } = await stage.load.ask('pace', { port, ...load });
  console.log(
    `A8: ${load.perSecond} requests a second with ${load.events} events, ${load.seconds} s`,
  );
  tell('p50', quantile(answersMs, 0.5), 25, 'ms');
  tell('p99', quantile(answersMs, 0.99), 250, 'ms');
  tell('longest', Math.max(...answersMs), 1_000, 'ms');
  tell('refused', refused, 0, `of ${answersMs.length}`);
}

/** A9: all are due at once, so that who waits for a connection waits for an answer. */
async function burst(stage, service) {
  const [requests, events] = [100, 1_000];
  const order = { port: service.port, perSecond: requests * 1_000, seconds: 0.001, events };
  const { answersMs, refused } = await stage.load.ask('pace', order);
  const stored = Object.values(stage.inbox.counts()).reduce((sum, count) => sum + count, 0);
  console.log(`A9: ${requests} requests with ${events} events at once`);
  tell('longest', Math.max(...answersMs) / 1_000, 20, 's');
  tell('refused', refused, 0, `of ${answersMs.length}`);
  tell('not stored', requests * events - stored, 0, `of ${requests * events}`);
  tell('most memory', mostMemoryMb(service.child.pid), 400, 'MB');
  const { user, system } = await service.ask('cpu');
  console.log(`  processor time since its start: ${((user + system) / 1e6).toFixed(1)} s`);
}

/** Resident, as Linux counts it. */
function mostMemoryMb(pid) {
  const [, kib] = /^VmHWM:\s*(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? [];
  return (Number(kib) * 1_024) / 1e6;
}

function tell(what, value, most, unit) {
  const isKept = value <= most;
  if (!isKept) process.exitCode = 1;
  const figure = Number.isInteger(value) ? value : value.toFixed(1);
  console.log(`  ${what}: ${figure} ${unit}, at most ${most}${isKept ? '' : '   BROKEN'}`);
}
