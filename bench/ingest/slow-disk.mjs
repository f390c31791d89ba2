import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { ms, quantile } from './figures.mjs';

const SECONDS = 10;
const PER_SECOND = 200;

/** A disk whose sync takes 20 ms: acknowledgements may be slow, the event loop not. strace delays the system calls. */
export async function measureSlowDisk(stage) {
  if (spawnSync('strace', ['-V']).status !== 0) {
    console.log('\nslow disk: skipped, there is no strace on this machine');
    return;
  }
  const execPath = fileURLToPath(new URL('with-slow-sync.sh', import.meta.url));
  const service = await stage.whole({ execPath });
  const order = { port: service.port, events: 1, perSecond: PER_SECOND };
  await stage.load.ask('pace', { ...order, seconds: 3 });
  await service.ask('watch');
  const seen = await stage.load.ask('pace', { ...order, seconds: SECONDS });
  await stage.inbox.empty();
  const { loopMs } = await service.ask('watched');
  console.log(`\nslow disk: each sync takes 20 ms, ${PER_SECOND} events a second for ${SECONDS} s`);
  const [p50, p99] = [0.5, 0.99].map((part) => ms(quantile(seen.answersMs, part)));
  console.log(`  request to 200: p50 ${p50}, p99 ${p99}; refused: ${seen.refused}`);
  console.log(
    `  loop delay p50 ${ms(loopMs.p50)}, p99 ${ms(loopMs.p99)} (wanted 10 ms), longest ${ms(loopMs.max)}`,
  );
}
