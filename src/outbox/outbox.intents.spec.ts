import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { PAGE, TOKEN } from '../../test/support/graph-stub.js';
import { OutboxRig, TAKEN } from '../../test/support/outbox-rig.js';
import { text } from '../messaging/index.js';

describe('the intent to send', () => {
  let folder: string;
  let database: string;
  let rig: OutboxRig;

  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'tapline-intents-'));
    database = join(folder, 'tapline.db');
    rig = await OutboxRig.start({ [PAGE]: TOKEN }, { database });
  });

  afterEach(async () => {
    await rig.close();
    rmSync(folder, { recursive: true, force: true });
  });

  /** As another process sees it, and as this one would find it after a crash. */
  function stateOnDisk(): unknown {
    const db = new DatabaseSync(database, { readOnly: true });
    const row = db.prepare('select state, attempts from outbox_messages').get();
    db.close();
    return { ...row };
  }

  it('A3: is on disk before the request goes out', async () => {
    const seen: unknown[] = [];
    rig.graph.answer = (response, request) => {
      seen.push(stateOnDisk());
      TAKEN(response, request);
    };
    await rig.reply('7', text('hello'));
    await rig.untilReceived(1);
    expect(seen).toEqual([{ state: 'sending', attempts: 1 }]);
  });
});
