import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from '@jest/globals';
import { runCli } from '../../test/support/cli.js';
import { PAGE, TOKEN } from '../../test/support/graph-stub.js';
import { OutboxRig } from '../../test/support/outbox-rig.js';
import { Conversations } from '../outbox/index.js';

it('tapline trace tells of a message that nobody tapped for, by its message id', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'tapline-trace-'));
  const database = join(folder, 'tapline.db');
  const rig = await OutboxRig.start({ [PAGE]: TOKEN }, { database });
  await rig.write('7');
  await rig.app.get(Conversations).say({ pageId: PAGE, userId: '7' }, 'Your order has shipped.');
  await rig.untilSettled();
  const { code, written } = await runCli(['trace', 'm_1'], { database });
  await rig.close();
  rmSync(folder, { recursive: true, force: true });
  expect([code, written.replaceAll(/^\d{4}-.{18}/gm, 'TIME')]).toEqual([
    0,
    'Nobody tapped for it: Conversations.say()\n\n' +
      'TIME  reply 1 (text) stored\nTIME  reply 1 sent as m_1\n',
  ]);
});
