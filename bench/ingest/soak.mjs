import { warmUp } from './latencies.mjs';

const SAMPLE_S = 15;

/** Half of the saturation load for minutes: what the service keeps after a collection must not grow. */
export async function soak(stage, minutes) {
  const service = await stage.whole({ execArgv: ['--expose-gc'] });
  const { handled } = await warmUp(stage, service);
  const perSecond = Math.round(handled / 2);
  console.log(`\n${perSecond} events a second for ${minutes} min`);
  for (let second = 0; second < minutes * 60; second += SAMPLE_S) {
    const order = { port: service.port, events: 1, perSecond, seconds: SAMPLE_S };
    const { refused } = await stage.load.ask('pace', order);
    const { residentMb, keptMb } = await service.ask('memory');
    const [resident, kept] = [residentMb, keptMb].map((mb) => mb.toFixed(0));
    console.log(
      `  ${second + SAMPLE_S} s: kept ${kept} MB, resident ${resident} MB, refused ${refused}`,
    );
  }
  await stage.inbox.empty();
  console.log('what became of all events:', stage.inbox.counts());
}
