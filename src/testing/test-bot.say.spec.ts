import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { Injectable } from '@nestjs/common';
import { Conversations, OutboxModule } from '../outbox/index.js';
import { OnPostback } from '../postback/index.js';
import type { Tap } from '../messaging/index.js';
import { TestBot } from './test-bot.js';

const DAY_MS = 86_400_000;

@Injectable()
class Orders {
  private readonly placed: Pick<Tap, 'pageId' | 'userId'>[] = [];

  constructor(private readonly conversations: Conversations) {}

  @OnPostback('ORDER')
  order({ pageId, userId }: Tap): string {
    this.placed.push({ pageId, userId });
    return 'Thank you.';
  }

  async ship(): Promise<void> {
    for (const [number, customer] of this.placed.entries())
      await this.conversations.say(customer, 'It is on its way.', { once: `shipped ${number}` });
  }
}

describe('what a bot says by itself', () => {
  let bot: TestBot;

  beforeEach(async () => {
    bot = await TestBot.create({ imports: [OutboxModule], providers: [Orders] });
    await bot.user('u1').tap('ORDER');
  });

  afterEach(() => bot.close());

  it('reaches the person once, and is there as soon as the clock has moved', async () => {
    await bot.get(Orders).ship();
    await bot.get(Orders).ship();
    await bot.clock.advance(0);
    expect(bot.user('u1').texts).toEqual(['Thank you.', 'It is on its way.']);
  });

  it('is refused a day after the person did something, before anything is sent', async () => {
    await bot.clock.advance(DAY_MS);
    await expect(bot.get(Orders).ship()).rejects.toMatchObject({ reason: 'window_closed' });
    expect(bot.user('u1').texts).toEqual(['Thank you.']);
  });
});
