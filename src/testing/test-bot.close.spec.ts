import { afterEach, describe, expect, it, jest } from '@jest/globals';
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
  afterEach(() => void jest.useRealTimers());

  it('lives from its beginning to its end under the fake timers of Jest', async () => {
    jest.useFakeTimers();
    const bot = await TestBot.create({ providers: [DoorHandlers] });
    await bot.user('Ada').tap('DOOR_KNOCK');
    await bot.clock.advance(60_000);
    await bot.close();
    expect(bot.user('Ada').texts).toEqual(['Come in.']);
  });

  it('ends when what people have begun is seen through', async () => {
    const bot = await TestBot.create({ providers: [DoorHandlers] });
    const act = bot.user('Ada').tap('DOOR_KNOCK');
    await bot.close();
    expect((await act).handlers).toEqual(['DoorHandlers.knock']);
    expect(bot.user('Ada').texts).toEqual(['Come in.']);
  });

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

  it.each(['real', 'fake'])(
    'does not wait for those either that come to work meanwhile, with %s timers',
    async (timers) => {
      if (timers === 'fake') jest.useFakeTimers();
      const bot = await TestBot.create({ providers: [DoorHandlers] });
      const taps = Promise.allSettled([
        bot.user('Ada').tap('DOOR_WAIT'),
        bot.user('Ada').tap('DOOR_WAIT'),
      ]);
      await bot.close();
      expect((await taps).map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    },
  );

  it('gives back what its modules have opened when it does not start', async () => {
    const connection = { onModuleDestroy: jest.fn() };
    const twice = [DoorHandlers, class Other extends DoorHandlers {}];
    const create = TestBot.create({
      providers: [...twice, { provide: 'CONNECTION', useValue: connection }],
    });
    await expect(create).rejects.toThrow('BOOT_REPORT');
    expect(connection.onModuleDestroy).toHaveBeenCalledTimes(1);
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
