import { describe, expect, it } from '@jest/globals';
import { quickReplies, quickReply } from '../messaging/index.js';
import { WelcomeHandlers } from './welcome.handlers.js';

const handlers = new WelcomeHandlers();

describe('WelcomeHandlers', () => {
  it.each([
    ['Get Started', handlers.greet(), 'Welcome to the Tapline shop. What can we do for you?'],
    [
      'what people write',
      handlers.pointTheWay(),
      'Thanks for your message. These are the things I can do by myself:',
    ],
    [
      'a tap that nobody handles',
      handlers.apologise(),
      'That button is no longer in use. Perhaps one of these helps:',
    ],
  ])('answers %s in one message with a way on', (_, reply, words) => {
    expect(reply).toEqual(
      quickReplies(words, [
        quickReply('Track my order', 'FLOW_TRACK_ORDER'),
        quickReply('Browse products', 'PRODUCTS_BROWSE'),
        quickReply('Support', 'MENU_SUPPORT_V2'),
      ]),
    );
  });
});
