import { Injectable, Logger } from '@nestjs/common';
import type { GraphError } from '../graph/index.js';
import { errorOf } from '../inbox/index.js';
import { type SendCall, toSendCall } from '../messaging/index.js';
import type { Begun, MessageRow, Withheld } from './begin-message.js';
import { ReplyWithheldError } from './outbox.errors.js';
import type { SendObserver, SendReport } from './send-observer.js';

/** The only status that Graph takes something with. */
const TAKEN = 200;

/** Tells the log and the observers what becomes of replies. */
@Injectable()
export class SendReports {
  private readonly logger = new Logger(SendReports.name);
  private readonly observers: SendObserver[] = [];

  observe(observer: SendObserver): void {
    this.observers.push(observer);
  }

  taken({ message }: Begun, call: SendCall, messageId: string | null): void {
    this.answered(message, { call, status: TAKEN, messageId, error: null });
  }

  refused({ message }: Begun, call: SendCall, error: GraphError): void {
    this.logger.warn({
      msg: `a reply was not sent: ${error.verdict}`,
      ...idsOf(message),
      err: error,
    });
    const { httpStatus: status, message: words } = error;
    this.answered(message, { call, status, messageId: null, error: words });
  }

  withheld(all: readonly Withheld[]): void {
    for (const { message, reply, obstacle } of all) {
      const error = new ReplyWithheldError(obstacle, message.intent_id);
      const level = obstacle === 'bug' ? 'error' : 'warn';
      this.logger[level]({ msg: 'a reply is not sent', ...idsOf(message), err: error });
      const call = reply && toSendCall(reply, message.user_id, message.intent_id, message.occasion);
      this.tell((observer) => observer.withheld?.({ ...namesOf(message), call, error }));
    }
  }

  /** @param intents of replies that are not sent again, unless an operator says so */
  undecided(intents: readonly string[]): void {
    for (const intent of intents) {
      this.logger.warn({
        msg: 'a reply may have arrived or not; it is not sent again, unless you say so: tapline replies',
        intent,
      });
      this.tell((observer) => observer.undecided?.(intent));
    }
  }

  private answered(
    message: MessageRow,
    answer: Pick<SendReport, 'call' | 'status' | 'messageId' | 'error'>,
  ): void {
    this.tell((observer) => observer.answered?.({ ...namesOf(message), ...answer }));
  }

  /** What an observer throws is its own matter: what was sent is sent, and what is claimed has to go on. */
  private tell(it: (observer: SendObserver) => void): void {
    for (const observer of this.observers) {
      try {
        it(observer);
      } catch (error) {
        this.logger.error({ msg: 'an observer of replies failed', err: errorOf(error) });
      }
    }
  }
}

function idsOf({ intent_id: intent, event_key: event }: MessageRow): Record<string, string> {
  return { intent, event };
}

function namesOf(message: MessageRow): Pick<SendReport, 'eventKey' | 'intentId' | 'pageId'> {
  return { eventKey: message.event_key, intentId: message.intent_id, pageId: message.page_id };
}
