import { describe, expect, it } from '@jest/globals';
import { Test } from '@nestjs/testing';
import { aTap } from '../../src/testing/index.js';
import { text } from '../../src/messaging/index.js';
import { HoursHandlers } from './hours.handlers.js';
import { HoursModule } from './hours.module.js';

describe('HoursHandlers', () => {
  it('says when the shop is open', async () => {
    const app = await Test.createTestingModule({ imports: [HoursModule] }).compile();
    const handlers = app.get(HoursHandlers);
    const tap = aTap({ payload: 'HOURS_weekend', params: { day: 'weekend' as const } });
    expect(handlers.answer(tap)).toEqual(text('We are open on Saturday from 9 to 14.'));
  });
});
