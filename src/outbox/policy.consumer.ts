import { Injectable } from '@nestjs/common';
import { IGNORED, InboxConsumer, type Outcome } from '../inbox/index.js';
import type { EventOf, MessengerEvent } from '../messaging/index.js';
import { OutboxSender } from './outbox.sender.js';
import { PageGates } from './page-gates.js';

/**
 * Hears of Meta's blocking a page, and of the end of it: `"policy_enforcement":{"action":"block","reason":"…"}`.
 * @see messenger-platform.md 3.6
 */
@Injectable()
export class PolicyConsumer extends InboxConsumer {
  constructor(
    private readonly gates: PageGates,
    private readonly sender: OutboxSender,
  ) {
    super();
  }

  override consume(event: MessengerEvent): Promise<Outcome> {
    if (event.kind === 'policy_enforcement') this.obey(event);
    return Promise.resolve(IGNORED);
  }

  private obey({ pageId, details: { action } }: EventOf<'policy_enforcement'>): void {
    if (action === 'block') this.gates.restrict(pageId);
    if (action !== 'unblock') return;
    this.gates.resume(pageId);
    this.sender.wake();
  }
}
