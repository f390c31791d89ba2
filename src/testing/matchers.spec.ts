import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Injectable } from '@nestjs/common';
import {
  carousel,
  postback,
  quickReplies,
  quickReply,
  type Reply,
  text,
} from '../messaging/index.js';
import { OnPostback } from '../postback/index.js';
import { matchers } from './matchers.js';
import { TestBot } from './test-bot.js';
import type { TestUser } from './test-user.js';

@Injectable()
class MenuHandlers {
  @OnPostback('GET_STARTED')
  list(): Reply[] {
    return [
      carousel([
        { title: 'Soup', subtitle: 'of the day', buttons: [postback('Take it', 'TAKE_SOUP')] },
        { title: 'Bread', buttons: [postback('Take it', 'TAKE_BREAD')] },
      ]),
      quickReplies('Anything else?', [quickReply('No', 'NOTHING_ELSE')]),
    ];
  }
}

const CHAT = `
The chat:
Ada   > [Get Started]
Page  < Soup: of the day [Take it] | Bread [Take it]
Page  < Anything else? (quick replies: [No])
`;

describe('a matcher of the test kit', () => {
  let bot: TestBot;
  let ada: TestUser;

  beforeAll(async () => {
    bot = await TestBot.create({ providers: [MenuHandlers] });
    ada = bot.user('Ada');
    await ada.getStarted();
  });

  afterAll(() => bot.close());

  it.each<[string, string | RegExp | Reply]>([
    ['a text in full', 'Anything else?'],
    ['the title of a card in full', 'Bread'],
    ['the subtitle of a card in full', 'of the day'],
    ['a pattern of one of these', /^Sou/],
    ['a pattern with a memory, each time', /else/g],
    ['a reply', quickReplies('Anything else?', [quickReply('No', 'NOTHING_ELSE')])],
  ])('toHaveReceived() finds %s', (_, expected) => {
    expect(ada).toHaveReceived(expected);
    expect(ada).toHaveReceived(expected);
  });

  it.each<[string, string | RegExp | Reply]>([
    ['a part of a text', 'Anything'],
    ['a pattern across two of them', /Soup.*Bread/s],
    ['the title of a button', 'Take it'],
    ['a reply that lacks something', text('Anything else?')],
    [
      'a reply whose buttons send something else',
      quickReplies('Anything else?', [quickReply('No', 'NO')]),
    ],
  ])('toHaveReceived() does not find %s', (_, expected) => {
    expect(ada).not.toHaveReceived(expected);
  });

  it('toShowButton() and toShowQuickReply() look for a title, and for the payload if one is given', () => {
    expect(ada).toShowButton('Take it');
    expect(ada).toShowButton('Take it', 'TAKE_BREAD');
    expect(ada).not.toShowButton('Take it', 'TAKE_WINE');
    expect(ada).not.toShowButton('No');
    expect(ada).toShowQuickReply('No', 'NOTHING_ELSE');
    expect(ada).not.toShowQuickReply('Take it');
  });

  /** What a failing matcher says. */
  const saying = (check: () => void): string => {
    try {
      check();
    } catch (error) {
      return error instanceof Error ? error.message : String(error);
    }
    return 'it did not fail';
  };

  it.each<[string, () => void, string]>([
    [
      'what was not received',
      () => expect(ada).toHaveReceived('Wine'),
      'Ada has not received "Wine".\n',
    ],
    [
      'what should not have been received',
      () => expect(ada).not.toHaveReceived(/Soup/),
      'Ada has received /Soup/.\n',
    ],
    [
      'a reply beside what Meta was sent',
      () => expect(bot.user('Ada')).toHaveReceived(text('Wine')),
      `Ada has not received {"message":{"text":"Wine"}}.
Meta was sent:
  {"message":{"attachment":{"type":"template","payload":{"template_type":"generic","elements":[{"title":"Soup","subtitle":"of the day","buttons":[{"type":"postback","title":"Take it","payload":"TAKE_SOUP"}]},{"title":"Bread","buttons":[{"type":"postback","title":"Take it","payload":"TAKE_BREAD"}]}]}}}}
  {"message":{"text":"Anything else?","quick_replies":[{"content_type":"text","title":"No","payload":"NOTHING_ELSE"}]}}
`,
    ],
    [
      'a button that is not there',
      () => expect(ada).toShowButton('Take it', 'TAKE_WINE'),
      `Ada sees no button "Take it" that sends "TAKE_WINE".
On the screen:
  "Take it" sends "TAKE_SOUP"
  "Take it" sends "TAKE_BREAD"
`,
    ],
    [
      'a quick reply that should not be there',
      () => expect(ada).not.toShowQuickReply('No'),
      'Ada sees a quick reply "No".\nOn the screen:\n  "No" sends "NOTHING_ELSE"\n',
    ],
  ])('shows %s above the chat', (_, check, said) => {
    expect(saying(check)).toBe(`${said}${CHAT}`);
  });

  it('shows an empty screen', () => {
    expect(saying(() => expect(bot.user('Ben')).toShowQuickReply('No'))).toBe(
      'Ben sees no quick reply "No".\nThere is no quick reply on the screen.\n\nThe chat:\n(nothing was said yet)\n',
    );
  });

  it('says whom it is for when it gets something else', () => {
    expect(() => matchers.toHaveReceived(bot, 'Wine')).toThrow(
      "toHaveReceived() is for a user of a TestBot: expect(bot.user('u1')).toHaveReceived(…).",
    );
  });
});
