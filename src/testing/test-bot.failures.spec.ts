import { afterEach, describe, expect, it } from '@jest/globals';
import { Injectable } from '@nestjs/common';
import { IsInt } from 'class-validator';
import {
  buttons,
  link,
  payload,
  postback,
  quickReplies,
  quickReply,
  type Reply,
  ReplyLimitError,
  type Tap,
  text,
} from '../messaging/index.js';
import { HandlerError, OnPostback, OnQuickReply, OnTap, OnUnhandled } from '../postback/index.js';
import { OnReferral } from '../referral/index.js';
import { Simulator } from '../simulator/index.js';
import { TestBot } from './test-bot.js';

class AmountDto {
  @IsInt()
  readonly amount!: number;
}

const Donate = payload('JAR_DONATE', AmountDto);
const broken = new Error('the jar is broken');

@Injectable()
class JarHandlers {
  @OnPostback('JAR_OPEN_{jarId}')
  open(): Reply {
    return buttons('An open jar.', [
      postback('Close', 'JAR_CLOSE'),
      link('Read', 'https://example.com'),
    ]);
  }

  @OnPostback('JAR_BREAK')
  break(): Reply {
    throw broken;
  }

  @OnPostback('JAR_LABEL')
  label(): Reply {
    return text('x'.repeat(2001));
  }

  @OnTap(Donate)
  donate(): string {
    return 'Thanks.';
  }

  @OnPostback('JAR_ASK')
  ask(): Reply {
    return quickReplies('Really?', [
      quickReply('Yes', 'JAR_YES'),
      quickReply('Never', 'JAR_NEVER'),
    ]);
  }

  @OnQuickReply('JAR_YES')
  yes(): string {
    return 'Good.';
  }
}

@Injectable()
class ApologyHandlers {
  @OnUnhandled()
  apologise(tap: Tap): string {
    return `Sorry, ${tap.payload} is no longer in use.`;
  }
}

/** The message of what a promise is rejected with. */
const messageOf = (act: Promise<unknown>): Promise<unknown> =>
  act.then(
    () => 'it did not fail',
    (error: unknown) => (error instanceof Error ? error.message : error),
  );

const place = (line: RegExp): unknown => expect.stringMatching(line);

describe('an act', () => {
  let bot: TestBot;

  async function start(...more: (new () => object)[]): Promise<TestBot> {
    bot = await TestBot.create({ providers: [JarHandlers, ...more] });
    return bot;
  }

  afterEach(() => bot.close());

  describe('fails a test with what a handler threw', () => {
    it('and names the handler', async () => {
      await start();
      const failure = await bot
        .user('Ada')
        .tap('JAR_BREAK')
        .catch((error: unknown) => error);
      expect(failure).toBeInstanceOf(HandlerError);
      expect(failure).toMatchObject({ handler: 'JarHandlers.break', cause: broken });
    });

    it('also when it is a reply beyond the limits of Messenger', async () => {
      await start();
      await expect(bot.user('Ada').tap('JAR_LABEL')).rejects.toMatchObject({
        cause: expect.any(ReplyLimitError),
      });
    });

    it('and goes on with the conversation', async () => {
      await start();
      await expect(bot.user('Ada').tap('JAR_BREAK')).rejects.toBeInstanceOf(HandlerError);
      await bot.user('Ada').tap('JAR_OPEN_7');
      expect(bot.user('Ada').texts).toEqual(['An open jar.']);
    });
  });

  describe('that taps what no handler takes', () => {
    const MEND =
      'Build the payload with .with() of its definition, decorate a method for it, or add the module that has the method to the imports of TestBot.create().';

    it('fails, and the error shows the handlers that come nearest', async () => {
      await start();
      const message = await messageOf(bot.user('Ada').tap('JAR_OPNE_7'));
      expect(message).toEqual(
        place(
          /^TAP_UNHANDLED: no handler takes the postback "JAR_OPNE_7"\.\nNearest:\n {2}JarHandlers\.open {3}"JAR_OPEN_\{jarId\}" \(postbacks only\) {3}src\/testing\/test-bot\.failures\.spec\.ts:\d+\n/,
        ),
      );
      expect(message).toEqual(expect.stringContaining(MEND));
    });

    it('names no handler when none is near', async () => {
      await start();
      expect(await messageOf(bot.user('Ada').tap('SOMETHING_ELSE'))).toBe(
        `TAP_UNHANDLED: no handler takes the postback "SOMETHING_ELSE".\n${MEND}`,
      );
    });

    it('shows the handler that would take it as the other kind of tap', async () => {
      await start();
      expect(await messageOf(bot.user('Ada').tap('JAR_YES'))).toEqual(
        place(/Nearest:\n {2}JarHandlers\.yes +"JAR_YES" \(quick replies only\) /),
      );
    });

    it('says so when the data do not fit', async () => {
      await start();
      expect(
        await messageOf(bot.user('Ada').tap('{"action":"JAR_DONATE","amount":"lots"}')),
      ).toEqual(
        place(
          /^TAP_UNHANDLED: the data of the postback "\{\\"action\\":\\"JAR_DONATE\\",\\"amount\\":\\"lots\\"\}" do not fit the definition of its handler\.\nIts handler:\n {2}JarHandlers\.donate {3}"JAR_DONATE" {3}src.*\nButtons stay in chats for ever: give fields that were added later a default, or correct the data of the button\.$/,
        ),
      );
    });

    it('passes when @OnUnhandled() answers', async () => {
      await start(ApologyHandlers);
      expect(await bot.user('Ada').tap('OLD_BUTTON')).toMatchObject({
        disposition: 'unhandled',
        handlers: ['ApologyHandlers.apologise'],
      });
      expect(bot.user('Ada')).toHaveReceived('Sorry, OLD_BUTTON is no longer in use.');
    });
  });

  describe('that presses what is on the screen', () => {
    it('fails on a dead button, even if @OnUnhandled() apologises', async () => {
      await start(ApologyHandlers);
      await bot.user('Ada').tap('JAR_OPEN_7');
      expect(await messageOf(bot.user('Ada').press('Close'))).toEqual(
        expect.stringContaining(
          'TAP_UNHANDLED: "Close" on the screen is dead: no handler takes the postback "JAR_CLOSE".',
        ),
      );
    });

    it.each(['press', 'quickReply'] as const)('fails on a dead quick reply: %s', async (verb) => {
      await start(ApologyHandlers);
      await bot.user('Ada').tap('JAR_ASK');
      expect(await messageOf(bot.user('Ada')[verb]('Never'))).toEqual(
        expect.stringContaining(
          '"Never" on the screen is dead: no handler takes the quick reply "JAR_NEVER".',
        ),
      );
    });

    it('fails on a Get Started without a handler', async () => {
      await start(ApologyHandlers);
      await expect(bot.user('Ada').getStarted()).rejects.toMatchObject({ code: 'TAP_UNHANDLED' });
    });

    it('fails on a Get Started without a handler, even if somebody greets the arrival that comes with it', async () => {
      @Injectable()
      class GreetingHandlers {
        @OnReferral()
        greet(): string {
          return 'Nice to see you.';
        }
      }
      await start(GreetingHandlers);
      await bot.user('Ada').arrive({ ref: 'EMAIL_MAY' });
      await expect(bot.user('Ada').getStarted()).rejects.toMatchObject({ code: 'TAP_UNHANDLED' });
    });

    it('fails when nothing has that title, and lists what there is', async () => {
      await start();
      await bot.user('Ada').tap('JAR_ASK');
      await bot.user('Ada').tap('JAR_OPEN_7');
      await bot.user('Ada').tap('JAR_ASK');
      expect(await messageOf(bot.user('Ada').press('Break'))).toBe(
        'SIMULATOR_NOT_ON_SCREEN: no button "Break" is on screen. On screen: "Yes", "Never", "Close", "Read".',
      );
    });

    it('fails on a button that opens a web page: nothing arrives', async () => {
      await start();
      await bot.user('Ada').tap('JAR_OPEN_7');
      await expect(bot.user('Ada').press('Read')).rejects.toMatchObject({
        code: 'SIMULATOR_SENDS_NOTHING',
      });
    });
  });

  it('fails when Meta refuses the answer, with the words of Meta', async () => {
    await start();
    const ada = bot.user('Ada');
    bot.get(Simulator).block(ada.psid);
    expect(await messageOf(ada.tap('JAR_OPEN_7'))).toEqual(
      place(
        /^REPLY_REFUSED: Meta does not take a reply\.\nGRAPH_CALL_FAILED: POST \/\d+\/messages was answered with HTTP 400 and error 551\/1545041: "\(#551\) This person isn't available right now\."\.\n {2}Nothing was sent\. .*\n {2}The reply: \{"attachment":\{.*"An open jar\.".*\}\}$/,
      ),
    );
    expect(ada).not.toHaveReceived(new JarHandlers().open());
    bot.get(Simulator).block(ada.psid, false);
    await ada.tap('JAR_OPEN_7');
    expect(ada).toHaveReceived(new JarHandlers().open());
    expect(ada.texts).toEqual(['An open jar.']);
  });

  it('fails after the bot is closed', async () => {
    await start();
    await bot.close();
    await expect(bot.user('Ada').tap('JAR_OPEN_7')).rejects.toMatchObject({ code: 'INBOX_CLOSED' });
  });
});
