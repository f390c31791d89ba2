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
process.on('message', () => {
  globalThis.gc();
  const { rss, heapUsed, external } = process.memoryUsage();
  process.send({ residentMb: toMb(rss), keptMb: toMb(heapUsed + external) });
});

function toMb(bytes) {
  return Math.round(bytes / 1e6);
}
