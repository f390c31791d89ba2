import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { jsonAnswer, metaError } from '../../test/support/graph-stub.js';
import { OutboxRig, TAKEN } from '../../test/support/outbox-rig.js';
import { handover, text } from '../messaging/index.js';
import { Store } from '../store/index.js';
import { eraseFromOutbox, exportFromOutbox } from './outbox-retention.js';
import type { WithheldReport } from './send-observer.js';

const HOUR_MS = 3_600_000;

describe('Outbox and the people it writes to', () => {
  let rig: OutboxRig;

  beforeEach(async () => {
    rig = await OutboxRig.start();
  });

  afterEach(async () => {
    jest.restoreAllMocks();
    await rig.close();
  });

  it('G11: makes no call when the person did nothing for 24 hours, and settles the whole chain', async () => {
    await rig.write('7', rig.clock.now() - 24 * HOUR_MS);
    await rig.reply('7', text('1'), text('2'));
    const rows = await rig.untilSettled();
    expect(rig.graph.received).toEqual([]);
    const closed = { state: 'failed', verdict: 'window_closed', attempts: 0 };
    expect(rows).toMatchObject([closed, closed]);
  });

  it('G11: counts by the time that Meta gives, and writes until the last second', async () => {
    await rig.write('7', rig.clock.now() - 24 * HOUR_MS + 20_000);
    await rig.write('7', rig.clock.now() - 48 * HOUR_MS); // Comes late and moves nothing back.
    await rig.reply('7', text('in time'));
    await rig.untilSettled();
    expect(rig.texts).toEqual(['in time']);
  });

  it('G11: opens the window again with the next thing a person does', async () => {
    await rig.write('7', rig.clock.now() - 24 * HOUR_MS);
    await rig.reply('7', text('too late'));
    await rig.untilSettled();
    await rig.write('7');
    await rig.reply('7', text('again'));
    await rig.untilSettled();
    expect(rig.texts).toEqual(['again']);
  });

  it('G11: still hands the conversation over, which is no message', async () => {
    rig.graph.answer = jsonAnswer(200, { success: true });
    await rig.write('7', rig.clock.now() - 25 * HOUR_MS);
    await rig.reply('7', text('too late'), handover());
    expect(await rig.untilSettled()).toMatchObject([{ state: 'failed' }, { state: 'sent' }]);
    expect(rig.graph.received).toHaveLength(1);
  });

  it.each([
    ['10/2018278', 10, 2018278],
    ['2018300, another app has the thread', 10, 2018300],
    ['10/2534022, as Instagram says it', 10, 2534022],
  ])(
    'G11: does not repeat what Meta answers with %s, nor send the rest of the chain',
    async (_what, code, subcode) => {
      rig.graph.answer = jsonAnswer(400, metaError(code, { error_subcode: subcode }));
      await rig.reply('7', text('1'), text('2'), text('3'));
      const rows = await rig.untilSettled();
      expect(rows.map(({ state, verdict, attempts }) => [state, verdict, attempts])).toEqual([
        ['failed', 'window_closed', 1],
        ['failed', 'window_closed', 0],
        ['failed', 'window_closed', 0],
      ]);
      expect(rig.texts).toEqual(['1']);
    },
  );

  it('tells observers what is not sent, and why', async () => {
    const reports: WithheldReport[] = [];
    rig.outbox.observe({ answered: () => {}, withheld: (report) => reports.push(report) });
    await rig.write('7', rig.clock.now() - 25 * HOUR_MS);
    await rig.reply('7', text('too late'));
    const [row] = await rig.untilSettled();
    expect(reports).toMatchObject([
      {
        eventKey: 'e-7',
        intentId: row?.intent_id,
        call: { edge: 'messages', body: { message: { text: 'too late' } } },
        error: { code: 'REPLY_WITHHELD', verdict: 'window_closed' },
      },
    ]);
    expect(reports[0]?.error.message).toBe(
      `REPLY_WITHHELD: reply ${row?.intent_id} was not sent: it is outside of allowed window: the person did nothing for 24 hours, or Meta said so of an earlier reply to the same event.\n` +
        '  The page may write again when they write or tap.',
    );
  });

  it.each([
    ['551', metaError(551, { error_subcode: 1545041 })],
    ['100/2018001', metaError(100, { error_subcode: 2018001 })],
  ])('G12: writes nothing to a person after %s until they do something', async (_what, body) => {
    await rig.write('7');
    await rig.write('8');
    rig.graph.answer = jsonAnswer(400, body);
    await rig.reply('7', text('1'), text('2'));
    await rig.untilSettled();
    rig.graph.answer = TAKEN;
    await rig.reply('7', text('3'));
    await rig.reply('8', text('to another'));
    const rows = await rig.untilSettled();
    expect(rig.texts).toEqual(['1', 'to another']);
    expect(rows.map(({ verdict }) => verdict)).toEqual([
      'user_gone',
      'user_gone',
      'user_gone',
      null,
    ]);
    await rig.write('7');
    await rig.reply('7', text('4'));
    await rig.untilSettled();
    expect(rig.texts).toEqual(['1', 'to another', '4']);
  });

  it('G12: believes what a person does while the refused call is under way', async () => {
    await rig.write('7');
    rig.graph.answer = (response, request) => {
      void rig.clock
        .advance(1_000)
        .then(() => rig.write('7'))
        .then(() => jsonAnswer(400, metaError(551))(response, request));
    };
    await rig.reply('7', text('1'));
    await rig.untilSettled();
    rig.graph.answer = TAKEN;
    await rig.reply('7', text('2'));
    await rig.untilSettled();
    expect(rig.texts).toEqual(['1', '2']);
  });

  describe('who are erased while a request is under way', () => {
    /** Meta refuses it, and that is stored. */
    let refuse: () => Promise<void>;

    beforeEach(async () => {
      for (let person = 100; person < 108; person += 1) await rig.reply(`${person}`, text('hi'));
      await rig.untilSettled(); // The page is trusted now, and sends to several at once.
      rig.graph.answer = (response, request) => {
        const answered = new Promise((resolve) => rig.outbox.observe({ answered: resolve }));
        refuse = async () => {
          jsonAnswer(400, metaError(551))(response, request);
          await answered;
          await new Promise(setImmediate);
          await store.transaction(() => Promise.resolve()); // Comes after the one that ends the attempt.
        };
      };
      await rig.reply('7', text('1'));
      await rig.untilReceived(9);
      const store = rig.app.get(Store);
      await store.transaction((trx) => eraseFromOutbox(trx.$extendTables(), { userId: '7' }));
    });

    it('leaves nothing of them behind when its answer comes', async () => {
      await refuse();
      const kept = await exportFromOutbox(rig.app.get(Store).tables(), { userId: '7' });
      expect(kept).toMatchObject({ outbox_messages: [], outbox_people: [] });
    });

    it('sends what comes afterwards one by one all the same', async () => {
      const open = new Set<() => void>();
      rig.graph.answer = (response, request) => void open.add(() => TAKEN(response, request));
      await rig.reply('7', text('2'), text('3'));
      await rig.untilReceived(10);
      await refuse();
      expect((await rig.rows()).slice(8).map(({ state }) => state)).toEqual(['sending', 'waiting']);
      rig.graph.answer = TAKEN;
      for (const take of open) take();
      await rig.untilSettled();
      expect(rig.texts.slice(8)).toEqual(['1', '2', '3']);
    });
  });

  it('G13: settles what Meta never takes as a bug, after one call, and goes on', async () => {
    rig.graph.answer = jsonAnswer(400, metaError(100));
    await rig.reply('7', text('1'));
    await rig.untilSettled();
    rig.graph.answer = TAKEN;
    await rig.reply('7', text('2'));
    expect(await rig.untilSettled()).toMatchObject([
      { state: 'failed', verdict: 'bug', attempts: 1 },
      { state: 'sent' },
    ]);
  });
});
