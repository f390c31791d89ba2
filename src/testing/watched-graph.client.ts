import { Inject, Injectable } from '@nestjs/common';
import { GraphClient, GraphError, type SendReceipt } from '../graph/index.js';
import type { SendCall } from '../messaging/index.js';
import type { ReplyWithheldError } from '../outbox/index.js';

/** A call that Meta will not take, however often it is made. */
export interface Refusal {
  readonly call: SendCall;
  readonly error: GraphError | ReplyWithheldError;
}

/** What Meta refused and nobody has been told of yet. */
@Injectable()
export class Refusals {
  private open: readonly Refusal[] = [];

  add(refusal: Refusal): void {
    this.open = [...this.open, refusal];
  }

  /** The oldest one, of a person or of anybody; the others that it takes along are told of with it. */
  take(psid?: string): Refusal | undefined {
    const taken = this.open.filter(({ call }) => psid === undefined || recipientOf(call) === psid);
    this.open = this.open.filter((refusal) => !taken.includes(refusal));
    return taken[0];
  }
}

/** The real client, which tells on the way what Meta refuses for good: the outbox only logs it. */
@Injectable()
export class WatchedGraphClient extends GraphClient {
  @Inject(Refusals) private readonly refusals!: Refusals;

  override async send(pageId: string, call: SendCall): Promise<SendReceipt> {
    try {
      return await super.send(pageId, call);
    } catch (error) {
      if (error instanceof GraphError && !MAY_STILL_ARRIVE.has(error.verdict)) {
        this.refusals.add({ call, error });
      }
      throw error;
    }
  }
}

const MAY_STILL_ARRIVE: ReadonlySet<GraphError['verdict']> = new Set<GraphError['verdict']>([
  'retry',
  'unknown',
]);

export function recipientOf({ body }: Pick<SendCall, 'body'>): unknown {
  const { recipient } = body;
  return typeof recipient === 'object' && recipient !== null && 'id' in recipient
    ? recipient.id
    : null;
}
