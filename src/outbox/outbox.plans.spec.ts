import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { jsonAnswer, metaError, PAGE } from '../../test/support/graph-stub.js';
import { OutboxRig, TAKEN } from '../../test/support/outbox-rig.js';
import { Statements } from '../../test/support/statements.js';
import { image, text } from '../messaging/index.js';
import { Store } from '../store/index.js';
import { eraseFromOutbox, exportFromOutbox, forget } from './outbox-retention.js';

/** The spec's own looks at all messages. */
const LOOKS = [
  'select * from "outbox_messages" order by "id"',
  'select "id" from "outbox_messages" where "settled_at" is null limit ?',
];
/** An index may be gone through: those that say which rows are open hold nothing else. */
/** What operators decide by hand is little. */
const SCAN = /^SCAN (?:outbox_(?!audit)\w+|message|next)$/;

describe('the statements of the outbox', () => {
  let statements: Statements;
  let rig: OutboxRig;

  beforeEach(async () => {
    statements = new Statements();
    rig = await OutboxRig.start();
  });

  afterEach(async () => {
    statements.stop();
    await rig.close();
  });

  async function sendAndFail(): Promise<void> {
    await rig.write('7');
    await rig.reply('7', text('1'), image('https://example.com/a.png'));
    await rig.untilSettled();
    rig.graph.answer = jsonAnswer(503, metaError(2));
    await rig.reply('8', text('2'), text('3'));
    const [, , failed] = await rig.until((rows) => rows[2]?.state === 'unknown');
    await rig.echo(failed?.intent_id ?? '');
    rig.graph.answer = TAKEN;
    await rig.passUntilSettled();
  }

  async function operate(): Promise<void> {
    const db = rig.app.get(Store).tables();
    await rig.operator.state();
    await rig.operator.drop('no such intent', 'joe');
    await rig.operator.resend('no such intent', 'joe');
    await rig.outbox.isBusy(rig.conversation('7'));
    rig.operator.resume(PAGE);
    await rig.restartSender();
    await exportFromOutbox(db, { userId: '7' });
    await eraseFromOutbox(db, { userId: '7' });
    await forget(db, Date.now(), 100);
  }

  it('never look through a table: not when replies are stored, sent, tried again, settled by echoes, seen by operators, and forgotten', async () => {
    await sendAndFail();
    await operate();
    const all = statements.of('outbox').filter((statement) => !LOOKS.includes(statement));
    const scans: string[] = [];
    for (const statement of all)
      for (const step of await statements.planOf(statement))
        if (
          SCAN.test(step) ||
          (step.includes('TEMP B-TREE') && !statement.includes('outbox_audit'))
        )
          scans.push(`${step}: ${statement}`);
    expect(scans).toEqual([]);
    expect(all.length).toBeGreaterThan(20);
  });
});
