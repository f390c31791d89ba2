import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { isLong } from '../support/fault-form.js';
import { Sent } from '../support/sent.js';
import { PAGE, Service } from '../support/service.js';
import { acknowledgementsIn, type Acknowledgement } from '../support/system-calls.js';
import { until } from '../support/until.js';

const ACKNOWLEDGEMENTS = isLong ? 1_000 : 100;
const CONNECTIONS = 4;
const TRACED = 'trace=read,write,writev,pwrite64,fsync,fdatasync';

const hasStrace = spawnSync('strace', ['-V']).status === 0;
if (!hasStrace) process.stdout.write('A2, D4 are skipped: there is no strace on this machine\n');

/** A kill does not show whether anything was synced: the page cache outlives the process. The order of system calls does. */
(hasStrace ? describe : describe.skip)('an acknowledgement', () => {
  let folder: string;
  let graph: Sent;

  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'tapline-sync-'));
    graph = await Sent.start();
  });

  afterEach(async () => {
    await graph.close();
    rmSync(folder, { recursive: true, force: true });
  });

  async function acknowledgements(
    nodeOptions: readonly string[] = [],
  ): Promise<readonly Acknowledgement[]> {
    const trace = join(folder, 'trace');
    const service = await Service.start({
      database: join(folder, 'sync.db'),
      graphUrl: graph.url,
      nodeOptions,
      under: `strace -D -f -y -s 100000 -e ${TRACED} -o ${trace}`.split(' '),
    });
    const post = async (connection: number): Promise<void> => {
      for (let n = connection; n < ACKNOWLEDGEMENTS; n += CONNECTIONS)
        await (await service.post(bodyOf(n))).arrayBuffer();
    };
    await Promise.all(Array.from({ length: CONNECTIONS }, (_, connection) => post(connection)));
    await service.end();
    // strace is a process of its own (-D), so that a signal reaches the service.
    await until(() => readFileSync(trace, 'latin1').includes('+++ exited'));
    return acknowledgementsIn(readFileSync(trace, 'latin1'));
  }

  it(`A2, D4: leaves only after the log that holds its event is synced, ${ACKNOWLEDGEMENTS} times`, async () => {
    const all = await acknowledgements();
    expect(all).toHaveLength(ACKNOWLEDGEMENTS);
    expect(all.filter(({ isSynced }) => !isSynced)).toEqual([]);
  }, 300_000);

  it('A2: is seen to leave too early when the database syncs less', async () => {
    const all = await acknowledgements(['--import', './test/fixtures/sync-less.mjs']);
    expect(all).toHaveLength(ACKNOWLEDGEMENTS);
    expect(all.filter(({ isSynced }) => !isSynced).length).toBeGreaterThan(ACKNOWLEDGEMENTS / 2);
  }, 300_000);
});

function bodyOf(n: number): object {
  const item = {
    sender: { id: `7${n}` },
    recipient: { id: PAGE.id },
    timestamp: Date.now(),
    postback: { title: 'Tap', payload: `MARK_${n}_` },
  };
  return { object: 'page', entry: [{ id: PAGE.id, time: Date.now(), messaging: [item] }] };
}
