import { describe, expect, it } from '@jest/globals';
import { Injectable } from '@nestjs/common';
import type { Tap } from '../messaging/index.js';
import { OnPostback } from '../postback/index.js';
import { TestBot } from './test-bot.js';

@Injectable()
class DoorHandlers {
  @OnPostback('DOOR_KNOCK')
  knock(): string {
    return 'Come in.';
  }

  @OnPostback('DOOR_WAIT')
  async wait(tap: Tap): Promise<void> {
    await new Promise((resolve) => tap.signal.addEventListener('abort', resolve, { once: true }));
  }
}

describe('a bot', () => {
  it('does not wait for a handler that is at work: its time is over', async () => {
    const bot = await TestBot.create({ providers: [DoorHandlers] });
    const failure = bot
      .user('Ada')
      .tap('DOOR_WAIT')
      .catch((error: unknown) => error);
    await bot.clock.advance(0);
    await bot.close();
    expect(await failure).toMatchObject({ cause: { code: 'HANDLER_DEADLINE' } });
  });

  it('does not wait for those either that come to work meanwhile', async () => {
    const bot = await TestBot.create({ providers: [DoorHandlers] });
    const taps = Promise.allSettled([
      bot.user('Ada').tap('DOOR_WAIT'),
      bot.user('Ada').tap('DOOR_WAIT'),
    ]);
    await bot.close();
    expect((await taps).map(({ status }) => status)).toEqual(['rejected', 'rejected']);
  });

  it('closes at the end of a block that uses it', async () => {
    let door: TestBot;
    {
      await using bot = await TestBot.create({ providers: [DoorHandlers] });
      door = bot;
      await door.user('Ada').tap('DOOR_KNOCK');
    }
    await expect(door.user('Ada').tap('DOOR_KNOCK')).rejects.toThrow('INBOX_CLOSED');
  });
});
