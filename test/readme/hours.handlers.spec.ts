import { describe, expect, it } from '@jest/globals';
import { text } from '../../src/messaging/index.js';
import { aTap, TestBot } from '../../src/testing/index.js';
import { HoursHandlers } from './hours.handlers.js';
import { HoursModule } from './hours.module.js';

describe('HoursHandlers', () => {
  it('says when the shop is open', () => {
    const tap = aTap({ payload: 'HOURS_weekend', params: { day: 'weekend' } });
    expect(new HoursHandlers().answer(tap)).toEqual(text('We are open on Saturday from 9 to 14.'));
  });

  it('leads from the question to the answer', async () => {
    await using bot = await TestBot.create({ imports: [HoursModule] });
    const ada = bot.user('Ada');
    await ada.tap('HOURS');
    await ada.press('The weekend');
    expect(ada).toHaveReceived('We are open on Saturday from 9 to 14.');
  });
});
