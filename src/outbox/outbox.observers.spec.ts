import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { Logger } from '@nestjs/common';
import { OutboxRig } from '../../test/support/outbox-rig.js';
import { text } from '../messaging/index.js';
import type { SendObserver } from './send-observer.js';

const DAY_MS = 24 * 3_600_000;

describe('Outbox and observers that throw', () => {
  let rig: OutboxRig;
  let complaints: unknown[];
  let told: string[];

  beforeEach(async () => {
    rig = await OutboxRig.start();
    complaints = [];
    told = [];
    jest.spyOn(Logger.prototype, 'error').mockImplementation((said) => void complaints.push(said));
    rig.outbox.observe(angry);
    rig.outbox.observe({
      answered: ({ messageId }) => told.push(`answered ${messageId}`),
      withheld: ({ error }) => told.push(`withheld ${error.verdict}`),
    });
  });

  afterEach(async () => {
    jest.restoreAllMocks();
    await rig.close();
  });

  const angry: SendObserver = {
    answered: () => {
      throw new Error('no disk for the trace');
    },
    withheld: () => {
      throw new Error('no disk for the trace');
    },
  };

  it('sends each message once, tells the other observers, and logs what was thrown', async () => {
    await rig.reply('7', text('1'), text('2'));
    expect(await rig.passUntilSettled()).toMatchObject([
      { state: 'sent', attempts: 1 },
      { state: 'sent', attempts: 1 },
    ]);
    expect(rig.texts).toEqual(['1', '2']);
    expect(told).toEqual(['answered m_1', 'answered m_1']);
    const logged = {
      msg: 'an observer of replies failed',
      err: expect.objectContaining({ message: 'no disk for the trace' }),
    };
    expect(complaints).toEqual([logged, logged]);
  });

  it('sends what was claimed together with what is withheld', async () => {
    await rig.write('7', rig.clock.now() - DAY_MS);
    await rig.store('7', [text('too late')]);
    await rig.store('8', [text('in time')]);
    rig.outbox.wake();
    expect(await rig.passUntilSettled()).toMatchObject([
      { state: 'failed', verdict: 'window_closed' },
      { state: 'sent', attempts: 1 },
    ]);
    expect(told).toEqual(['withheld window_closed', 'answered m_1']);
  });
});
