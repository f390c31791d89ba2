import { spread } from './figures.mjs';

/** Events a round: a few seconds. */
const SIZES = [
  { events: 1, requests: 6_000, leastOfNaive: 1.5, leastOfBare: 0.5 },
  { events: 20, requests: 1_000, leastOfNaive: 0.8, leastOfBare: 0 },
];

/** Events a second at saturation, all three in turn; for the whole service until the last one is marked handled. */
export async function measureRates(stage, rounds) {
  const services = {
    whole: await stage.whole(),
    naive: await stage.naive(),
    bare: await stage.bare(),
  };
  for (const size of SIZES) {
    const measured = [];
    for (let round = 0; round <= rounds; round += 1) {
      const rates = await measureRound(stage, services, size);
      if (round > 0) measured.push(rates); // The first one warms up.
    }
    print(size, measured);
  }
  console.log('what became of all events:', stage.inbox.counts());
}

export async function measureRound(stage, services, { events, requests }) {
  const rates = {};
  for (const [name, { port }] of Object.entries(services)) {
    const seen = await stage.load.ask('saturate', { port, requests, events });
    if (seen.refused > 0) throw new Error(`${name} refused ${seen.refused} requests`);
    rates[name] = (requests * events * 1_000) / (seen.endedMs - seen.begunMs);
    if (name !== 'whole') continue;
    await stage.inbox.empty();
    rates.handled = (requests * events * 1_000) / (nowMs() - seen.begunMs);
  }
  return rates;
}

function print({ events, leastOfNaive, leastOfBare }, measured) {
  const of = (pick) => spread(measured.map(pick));
  const rate = (name) =>
    spread(
      measured.map((each) => each[name]),
      0,
    );
  console.log(`\n${events} event(s) a request, events a second: median (lowest to highest round)`);
  console.log(`  (a) whole service, marked handled  ${rate('handled')}`);
  console.log(`      whole service, acknowledged    ${rate('whole')}`);
  console.log(`  (b) naive Nest, nothing kept       ${rate('naive')}`);
  console.log(`  (c) bare node:http                 ${rate('bare')}`);
  console.log(`  handled / (b)  ${of((r) => r.handled / r.naive)}, wanted ${leastOfNaive}`);
  console.log(`  handled / (c)  ${of((r) => r.handled / r.bare)}, wanted ${leastOfBare || '-'}`);
  console.log(`  acknowledged / (b)  ${of((r) => r.whole / r.naive)}`);
}

function nowMs() {
  return Number(process.hrtime.bigint()) / 1e6;
}
