// What the stand-in for Meta keeps after so many taps that were answered, in megabytes after a collection. In this process, without
// HTTP and without a bot: `npm run build && node --expose-gc bench/stand-in-memory.mjs`
import { settingsFrom, Simulator } from '../dist/simulator/index.js';

const PEOPLE = 50;
const TAPS = [5_000, 10_000, 20_000, 40_000];
const TEXT =
  'A reply of ordinary length, as a shop would send it to somebody who has tapped. '.repeat(3);

const psids = Array.from({ length: PEOPLE }, (_, index) => String(1_000_000_000_000_001 + index));
const simulator = new Simulator(
  settingsFrom({
    appSecret: 'secret',
    appId: '2',
    pages: [{ id: '1', token: 'TOKEN' }],
    people: psids.map((psid) => ({ psid, name: psid })),
  }),
);
simulator.connect(() => Promise.resolve({ status: 200, error: null }));

let taps = 0;
const atStart = keptMb();
for (const goal of TAPS) {
  for (; taps < goal; taps += 1) await tap(psids[taps % PEOPLE]);
  console.log(`${goal} taps: ${(keptMb() - atStart).toFixed(1)} MB`);
}
simulator.onModuleDestroy();

async function tap(psid) {
  await simulator.tap(psid, { payload: 'PRODUCTS_BROWSE', title: 'Browse products' });
  const button = { type: 'postback', title: 'View', payload: 'PRODUCT_VIEW_SKU-101' };
  const payload = { template_type: 'button', text: TEXT, buttons: [button, button, button] };
  const reply = await simulator.graph({
    method: 'POST',
    path: '/v26.0/me/messages',
    query: { access_token: 'TOKEN' },
    body: { recipient: { id: psid }, message: { attachment: { type: 'template', payload } } },
    authorization: undefined,
  });
  if (reply.status !== 200) throw new Error(JSON.stringify(reply.body));
  await simulator.follow(reply);
}

function keptMb() {
  globalThis.gc();
  return process.memoryUsage().heapUsed / 1e6;
}
