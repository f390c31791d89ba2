import { afterEach, describe, expect, it, jest } from '@jest/globals';
import {
  type ArgumentsHost,
  Catch,
  Controller,
  type ExceptionFilter,
  type ExecutionContext,
  Injectable,
  type PipeTransform,
  type Provider,
  Scope,
  UseFilters,
  UseGuards,
} from '@nestjs/common';
import { APP_GUARD } from '@nestjs/core';
import { AppModule } from '../app.module.js';
import { loadEnvironment } from '../config/index.js';
import { BootReportError, OnPostback, PayloadParam, Psid } from '../postback/index.js';
import { TestBot } from './test-bot.js';

@Injectable()
class Opening {
  isOpen(): boolean {
    return true;
  }
}

@Injectable()
class WhenOpen {
  constructor(private readonly opening: Opening) {}

  canActivate(context: ExecutionContext): boolean {
    return context.getType<string>() === 'tap' && this.opening.isOpen();
  }
}

@Catch()
class Polite implements ExceptionFilter {
  catch(_error: unknown, _host: ArgumentsHost): string {
    return 'We are closed.';
  }
}

@Injectable()
class Shouting implements PipeTransform<string, string> {
  transform(value: string): string {
    return value.toUpperCase();
  }
}

@Injectable()
class DoorHandlers {
  @OnPostback('DOOR_KNOCK_{who}')
  @UseGuards(WhenOpen)
  @UseFilters(Polite)
  knock(@Psid() psid: string, @PayloadParam('who', Shouting) who: string): string {
    return `${who} ${psid}`;
  }
}

@Injectable({ scope: Scope.REQUEST })
class PerTapHandlers {
  private knocks = 0;

  @OnPostback('DOOR_COUNT')
  count(): string {
    return `knock ${(this.knocks += 1)}`;
  }
}

@Controller('door')
class DoorController {
  @OnPostback('DOOR_RING')
  ring(): string {
    return 'Ding.';
  }
}

@Injectable()
class NobodyEnters {
  canActivate(): boolean {
    return false;
  }
}

describe('TestBot and Nest', () => {
  let bot: TestBot | null = null;

  afterEach(async () => {
    await bot?.close();
    bot = null;
  });

  it('runs guards, pipes, filters and parameter decorators around handlers', async () => {
    bot = await TestBot.create({ providers: [DoorHandlers, Opening] });
    await bot.user('1000000000000001').tap('DOOR_KNOCK_ada');
    expect(bot.user('1000000000000001').texts).toEqual(['ADA 1000000000000001']);
  });

  it('overrides what guards depend on', async () => {
    bot = await TestBot.create({ providers: [DoorHandlers, Opening] }, (module) =>
      module.overrideProvider(Opening).useValue({ isOpen: () => false }),
    );
    await bot.user('Ada').tap('DOOR_KNOCK_ada');
    expect(bot.user('Ada').texts).toEqual(['We are closed.']);
  });

  it('overrides guards', async () => {
    bot = await TestBot.create({ providers: [DoorHandlers, Opening] }, (module) =>
      module.overrideGuard(WhenOpen).useClass(NobodyEnters),
    );
    await bot.user('Ada').tap('DOOR_KNOCK_ada');
    expect(bot.user('Ada').texts).toEqual(['We are closed.']);
  });

  it("applies the application's global guards only when told to", async () => {
    const guard = { provide: APP_GUARD, useClass: NobodyEnters };
    bot = await TestBot.create({ controllers: [DoorController], providers: [guard] });
    await bot.user('Ada').tap('DOOR_RING');
    await bot.close();
    bot = await TestBot.create({
      controllers: [DoorController],
      providers: [guard],
      postback: { enhancers: 'all' },
    });
    await expect(bot.user('Ada').tap('DOOR_RING')).rejects.toThrow('HANDLER_FAILED');
  });

  it('makes a new instance of a request-scoped class for each tap', async () => {
    bot = await TestBot.create({ providers: [PerTapHandlers] });
    await bot.user('Ada').tap('DOOR_COUNT');
    await bot.user('Ada').tap('DOOR_COUNT');
    expect(bot.user('Ada').texts).toEqual(['knock 1', 'knock 1']);
  });

  it('handles taps in controllers', async () => {
    bot = await TestBot.create({ controllers: [DoorController] });
    await bot.user('Ada').tap('DOOR_RING');
    expect(bot.user('Ada')).toHaveReceived('Ding.');
  });

  it('refuses a mock in the place of handlers, and says what to override instead', async () => {
    const create = TestBot.create({ providers: [DoorHandlers, Opening] }, (module) =>
      module.overrideProvider(DoorHandlers).useValue({ knock: () => 'mocked' }),
    );
    await expect(create).rejects.toBeInstanceOf(BootReportError);
    await expect(create).rejects.toMatchObject({
      findings: [
        {
          code: 'HANDLER_REPLACED',
          problem: expect.stringContaining('DoorHandlers is replaced by a plain object'),
          mend: expect.stringContaining('Override what the handlers depend on, not the handlers'),
        },
      ],
    });
  });

  it('takes a subclass in the place of handlers', async () => {
    @Injectable()
    class Renovated extends DoorHandlers {}
    bot = await TestBot.create({ providers: [DoorHandlers, Opening] }, (module) =>
      module.overrideProvider(DoorHandlers).useClass(Renovated),
    );
    expect((await bot.user('Ada').tap('DOOR_KNOCK_ada')).handlers).toEqual(['Renovated.knock']);
  });

  it.each<[string, Provider[], RegExp]>([
    [
      'the findings of the boot report',
      [DoorHandlers, class Other extends DoorHandlers {}, Opening],
      /^BOOT_REPORT: 1 error/,
    ],
    [
      'a dependency that nobody provides',
      [DoorHandlers],
      /can't resolve dependencies of the WhenOpen/,
    ],
  ])(
    'does not start with %s, and says so as the application does',
    async (_, providers, message) => {
      await expect(TestBot.create({ providers })).rejects.toThrow(message);
    },
  );

  it('has the consumers of the application, in their order', async () => {
    bot = await TestBot.create({});
    const consumersOf = (token: symbol, from: { get: (token: symbol) => object[] }): string[] =>
      from.get(token).map((consumer) => consumer.constructor.name);
    const token = Symbol.for('tapline:inbox-consumers');
    const inbox = AppModule.for(loadEnvironment({})).imports?.find(
      (one) => 'module' in one && one.module.name === 'InboxModule',
    );
    const providers = inbox && 'providers' in inbox ? (inbox.providers ?? []) : [];
    const [ofApp] = providers.filter(
      (one) => 'provide' in one && 'inject' in one && one.provide === token,
    );
    const names = (ofApp as { inject: { name: string }[] }).inject.map(({ name }) => name);
    expect(consumersOf(token, bot)).toEqual(names);
  });

  it('calls a spy in the place of a handler, behind its guards and with its parameters', async () => {
    bot = await TestBot.create({ providers: [DoorHandlers, Opening] });
    const knock = jest.spyOn(bot.get(DoorHandlers), 'knock').mockReturnValueOnce('a spy');
    const isOpen = jest.spyOn(bot.get(Opening), 'isOpen').mockReturnValueOnce(true);
    await bot.user('7').tap('DOOR_KNOCK_ada');
    isOpen.mockReturnValueOnce(false);
    await bot.user('7').tap('DOOR_KNOCK_bob');
    expect(bot.user('7').texts).toEqual(['a spy', 'We are closed.']);
    expect(knock.mock.calls).toEqual([['7', 'ADA']]);
  });

  it('runs beside another bot, neither disturbing the other', async () => {
    bot = await TestBot.create({ controllers: [DoorController] });
    await using other = await TestBot.create({ providers: [PerTapHandlers] });
    await Promise.all([bot.user('Ada').tap('DOOR_RING'), other.user('Ada').tap('DOOR_COUNT')]);
    expect([bot.user('Ada').texts, other.user('Ada').texts]).toEqual([['Ding.'], ['knock 1']]);
    await expect(other.user('Ada').tap('DOOR_RING')).rejects.toThrow('TAP_UNHANDLED');
  });
});
