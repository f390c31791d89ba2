import { Injectable } from '@nestjs/common';
import { IGNORED, InboxConsumer, type Outcome } from '../inbox/index.js';
import type { MessengerEvent } from '../messaging/index.js';
import { Outbox } from './outbox.service.js';

/**
 * Hears of Meta's blocking a page, and of the end of it: `"policy_enforcement":{"action":"block","reason":"…"}`.
 * @see messenger-platform.md 3.6
 */
@Injectable()
export class PolicyConsumer extends InboxConsumer {
  constructor(private readonly outbox: Outbox) {
    super();
  }

  override consume(event: MessengerEvent): Promise<Outcome> {
    if (event.kind === 'policy_enforcement') {
      const { action } = event.details;
      if (action === 'block') this.outbox.restrict(event.pageId);
      if (action === 'unblock') this.outbox.resume(event.pageId);
    }
    return Promise.resolve(IGNORED);
  }
}
