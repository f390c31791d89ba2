import { buttons, postback, template } from '../messaging/index.js';
import { AskSupport } from './support.payloads.js';

export const topics = template(
  buttons('What is it about?', [
    postback('My bill', AskSupport.with({ topic: 'BILLING' })),
    postback('Shipping', AskSupport.with({ topic: 'SHIPPING' })),
    postback('Something else', AskSupport.with({ topic: 'OTHER' })),
  ]),
);
