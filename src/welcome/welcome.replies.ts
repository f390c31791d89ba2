import { quickReplies, quickReply, type Reply, template } from '../messaging/index.js';
import { BrowseProducts, Support, TrackOrder } from './welcome.payloads.js';

export const greeting = withWaysOn('Welcome to the Tapline shop. What can we do for you?');
export const pointer = withWaysOn(
  'Thanks for your message. These are the things I can do by myself:',
);
export const apology = withWaysOn('That button is no longer in use. Perhaps one of these helps:');

/** A text with the ways on below it: nobody is left without one. */
function withWaysOn(prompt: string): Reply {
  return template(
    quickReplies(prompt, [
      quickReply('Track my order', TrackOrder.with()),
      quickReply('Browse products', BrowseProducts.with()),
      quickReply('Support', Support.with()),
    ]),
  );
}
