import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { TestingModule } from '@nestjs/testing';
import { aTap } from '../testing/index.js';
import { startFeature } from '../../test/support/feature.js';
import { buttons, handover, postback, text } from '../messaging/index.js';
import { Store } from '../store/index.js';
import { SupportHandlers } from './support.handlers.js';
import { SupportModule } from './support.module.js';
import type { SupportTables } from './support.schema.js';

describe('SupportHandlers', () => {
  let app: TestingModule;
  let handlers: SupportHandlers;

  beforeEach(async () => {
    app = await startFeature(SupportModule);
    handlers = app.get(SupportHandlers);
  });

  afterEach(() => app.close());

  const tickets = (): Promise<{ topic: string; user_id: string }[]> =>
    app
      .get(Store)
      .tables<SupportTables>()
      .selectFrom('support_tickets')
      .select(['topic', 'user_id'])
      .execute();

  it('asks what it is about', () => {
    expect(handlers.topics()).toEqual(
      buttons('What is it about?', [
        postback('My bill', 'SUPPORT_BILLING'),
        postback('Shipping', 'SUPPORT_SHIPPING'),
        postback('Something else', 'SUPPORT_OTHER'),
      ]),
    );
  });

  it('opens a ticket with the topic and hands the thread to the Page Inbox', async () => {
    expect(await handlers.route(aTap({ payload: 'SUPPORT_BILLING', userId: 'u1' }))).toEqual([
      text('We opened ticket 1 for you. A colleague will answer you here.'),
      handover({ to: '263902037430900' }),
    ]);
    expect(await tickets()).toEqual([{ topic: 'BILLING', user_id: 'u1' }]);
  });

  it('opens one ticket for one tap, however often it is handled, and another one for the next tap', async () => {
    await handlers.route(aTap({ payload: 'SUPPORT_BILLING', key: 'tap 1' }));
    await handlers.route(aTap({ payload: 'SUPPORT_BILLING', key: 'tap 1' }));
    const [next] = await handlers.route(aTap({ payload: 'SUPPORT_BILLING', key: 'tap 2' }));
    expect(next).toEqual(text('We opened ticket 2 for you. A colleague will answer you here.'));
    expect(await tickets()).toHaveLength(2);
  });

  it('cuts a topic that somebody made up to a sane length', async () => {
    await handlers.route(aTap({ payload: `SUPPORT_${'😀'.repeat(400)}` }));
    expect(await tickets()).toEqual([expect.objectContaining({ topic: `${'😀'.repeat(19)}…` })]);
  });
});
