import { ms, quantile } from './figures.mjs';
import { measureRound } from './rates.mjs';

const SECONDS = 10;
/** Meta limits texts to 300 a second and page. */
const ANSWERED_PER_SECOND = 150;
const WARM_UP = { events: 1, requests: 6_000 };

/** From the moment a request is due to its handler, and to the answer's request to Graph. */
export async function measureLatencies(stage) {
  const service = await stage.whole();
  const { handled } = await warmUp(stage, service);
  const perSecond = Math.round(handled / 2);
  await service.ask('watch');
  const seen = await pace(stage, service, { perSecond });
  const { handledAt, loopMs } = await service.ask('watched');
  console.log(`\n${perSecond} events a second, half of saturation, for ${SECONDS} s`);
  tell('request to 200', seen.answersMs);
  tell('request to handler (wanted 5 and 25 ms)', between(seen.sentAt, new Map(handledAt)));
  console.log(
    `  loop delay p50 ${ms(loopMs.p50)}, p99 ${ms(loopMs.p99)}, longest ${ms(loopMs.max)}`,
  );
  const order = { perSecond: ANSWERED_PER_SECOND, payload: 'ANSWER_ME' };
  const answered = await pace(stage, service, order);
  console.log(`\n${ANSWERED_PER_SECOND} taps a second that are answered, for ${SECONDS} s`);
  await allSent(stage, answered.sentAt.length);
  tell('tap to request to Graph (wanted p99 60 ms)', between(answered.sentAt, stage.sentAt));
}

export async function warmUp(stage, service) {
  let best = { handled: 0 };
  for (let round = 0; round < 4; round += 1) {
    const rates = await measureRound(stage, { whole: service }, WARM_UP);
    if (rates.handled > best.handled) best = rates;
  }
  return best;
}

async function pace(stage, { port }, order) {
  const seen = await stage.load.ask('pace', {
    port,
    events: 1,
    seconds: SECONDS,
    remember: true,
    ...order,
  });
  if (seen.refused > 0) throw new Error(`${seen.refused} requests were refused`);
  await stage.inbox.empty();
  return seen;
}

async function allSent(stage, count) {
  const endMs = performance.now() + 10_000;
  while (stage.sentAt.size < count && performance.now() < endMs)
    await new Promise((resolve) => setTimeout(resolve, 50));
}

function between(starts, ends) {
  const missing = starts.filter(([mid]) => !ends.has(mid)).length;
  if (missing > 0) console.log(`  ${missing} of ${starts.length} never came`);
  return starts.flatMap(([mid, atMs]) => (ends.has(mid) ? [ends.get(mid) - atMs] : []));
}

function tell(what, values) {
  const [p50, p99, longest] = [0.5, 0.99, 1].map((part) => ms(quantile(values, part)));
  console.log(`  ${what}: p50 ${p50}, p99 ${p99}, longest ${longest} (${values.length})`);
}
