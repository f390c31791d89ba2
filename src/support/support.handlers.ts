import { Injectable } from '@nestjs/common';
import { handover, type Reply, type Tap, text } from '../messaging/index.js';
import { OnTap } from '../postback/index.js';
import { SupportMenu } from './support.payloads.js';
import { topics } from './support.replies.js';
import { SupportDesk } from './support.service.js';

/** Support: a ticket about a topic, and then a person of the Page's inbox takes over. */
@Injectable()
export class SupportHandlers {
  constructor(private readonly desk: SupportDesk) {}

  @OnTap(SupportMenu)
  topics(): Reply {
    return topics;
  }

  @OnTap('SUPPORT_*')
  async route(tap: Tap): Promise<Reply[]> {
    const topic = tap.action.slice('SUPPORT_'.length);
    const ticket = await this.desk.open({ tapKey: tap.key, userId: tap.userId, topic });
    return [
      text(`We opened ticket ${ticket} for you. A colleague will answer you here.`),
      handover(),
    ];
  }
}
