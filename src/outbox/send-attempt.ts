import { Injectable } from '@nestjs/common';
import { GraphClient, GraphError, type SendReceipt } from '../graph/index.js';
import { type SendCall, toSendCall } from '../messaging/index.js';
import { Clock } from '../store/index.js';
import type { Begun } from './begin-message.js';
import { type Ending, endingOf } from './ending.js';
import { Jitter } from './jitter.js';
import { PageGates } from './page-gates.js';
import { SendReports } from './send-reports.js';

/** One request for a message: made, told, and weighed for its page and for the message itself. */
@Injectable()
export class SendAttempt {
  constructor(
    private readonly graph: GraphClient,
    private readonly gates: PageGates,
    private readonly reports: SendReports,
    private readonly jitter: Jitter,
    private readonly clock: Clock,
  ) {}

  async make(begun: Begun): Promise<Ending> {
    const { message, reply } = begun;
    const call = toSendCall(reply, message.user_id, message.intent_id, message.occasion);
    const answer = await this.request(message.page_id, call);
    return answer instanceof GraphError
      ? this.refused(begun, call, answer)
      : this.taken(begun, call, answer);
  }

  private async request(pageId: string, call: SendCall): Promise<SendReceipt | GraphError> {
    try {
      return await this.graph.send(pageId, call);
    } catch (error) {
      if (error instanceof GraphError) return error;
      throw error;
    }
  }

  private taken(begun: Begun, call: SendCall, receipt: SendReceipt): Ending {
    const { messageId } = receipt;
    this.gates.took(begun.message.page_id, receipt);
    this.reports.taken(begun, call, messageId);
    return { kind: 'settled', state: 'sent', mid: messageId, verdict: null };
  }

  private refused(begun: Begun, call: SendCall, error: GraphError): Ending {
    const isPagesMatter = this.gates.refused(begun.message.page_id, error);
    this.reports.refused(begun, call, error);
    const { jitter } = this;
    return endingOf(begun, error, { now: this.clock.now(), jitter, isPagesMatter });
  }
}
