import { quickReplies, quickReply, type Reply } from '../messaging/index.js';
import { BrowseProducts, Support, TrackOrder } from './menu.payloads.js';

/** A text with the ways on below it: nobody is left without one. */
export function withWaysOn(prompt: string): Reply {
  return quickReplies(prompt, [
    quickReply('Track my order', TrackOrder.with()),
    quickReply('Browse products', BrowseProducts.with()),
    quickReply('Support', Support.with()),
  ]);
}
