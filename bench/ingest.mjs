// How much the service takes in, against a naive Nest application that keeps nothing and against bare `node:http`:
//   npm run bench:ingest                       rates, latencies and the slow disk, about two minutes
//   npm run bench:ingest -- --part rates       one part of it: rates, latencies, slow-disk
//   npm run bench:ingest -- --part soak --minutes 10
// All in one run and in alternating rounds, because the machine is shared: trust the ratios.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { Stage } from './ingest/stage.mjs';
import { measureLatencies } from './ingest/latencies.mjs';
import { measureRates } from './ingest/rates.mjs';
import { measureSlowDisk } from './ingest/slow-disk.mjs';
import { soak } from './ingest/soak.mjs';

const { values } = parseArgs({
  options: {
    part: { type: 'string', multiple: true, default: ['rates', 'latencies', 'slow-disk'] },
    rounds: { type: 'string', default: '7' },
    minutes: { type: 'string', default: '10' },
  },
});
const PARTS = {
  rates: (stage) => measureRates(stage, Number(values.rounds)),
  latencies: measureLatencies,
  'slow-disk': measureSlowDisk,
  soak: (stage) => soak(stage, Number(values.minutes)),
};

const folder = mkdtempSync(join(tmpdir(), 'tapline-bench-'));
try {
  for (const part of values.part) {
    const stage = await Stage.set(join(folder, `${part}.db`));
    try {
      await PARTS[part](stage);
    } finally {
      await stage.strike();
    }
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}
