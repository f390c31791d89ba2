// The built service in demo mode with as many people as PEOPLE says. Whoever started it asks for its memory by a message.
import { createApplication } from '../dist/application.js';
import { loadEnvironment } from '../dist/index.js';
import { Simulator } from '../dist/simulator/index.js';

/** The demo has the first two. */
const FIRST_MORE = 3;

const environment = loadEnvironment(process.env);
const app = await createApplication(environment);
const simulator = app.get(Simulator);
for (let number = FIRST_MORE; number <= Number(process.env.PEOPLE); number += 1)
  simulator.addPerson({ psid: String(1_000_000_000_000_000 + number), name: `Person ${number}` });
await app.listen(environment.port, environment.host);
process.stdout.write(`listening on ${environment.localUrl}\n`);

/** What is kept, after a collection (`--expose-gc`); garbage is not growth. */
process.on('message', async () => {
  await globalThis.gc({ execution: 'async', type: 'major' });
  const { rss, heapUsed, external } = process.memoryUsage();
  process.send({ residentMb: toMb(rss), keptMb: toMb(heapUsed + external) });
});

function toMb(bytes) {
  return Math.round(bytes / 1e6);
}
import { writeHeapSnapshot } from 'node:v8';
let asked = 0;
process.on('message', async () => {
  asked += 1;
  if (asked !== 2) return;
  const len = (x) =>
    JSON.stringify(x, (k, v) => (typeof v === 'bigint' ? String(v) : v))?.length ?? 0;
  const d = simulator.deliveries(),
    s = simulator.sent();
  console.error(
    'deliveries',
    d.length,
    len(d),
    'bodies',
    d.reduce((n, x) => n + (x.body?.length ?? 0), 0),
    'sent',
    s.length,
    len(s),
    'bubbles',
    simulator.conversations().reduce((n, c) => n + c.transcript.length, 0),
    len(simulator.conversations().map((c) => c.transcript)),
  );
  const { Store } = await import('../dist/store/index.js');
  writeHeapSnapshot('/tmp/state4.heapsnapshot');
});
