import { Injectable } from '@nestjs/common';
import { type Disposition, type EventReport, heaviestDisposition } from '../inbox/index.js';
import { conversationOf, type MessengerEvent, parseItem, type Reply } from '../messaging/index.js';
import type { Delivery } from '../simulator/index.js';
import { DeadTaps, isTap } from './dead-taps.js';
import { InProcessWebhook } from './in-process-webhook.js';
import { Journal } from './journal.js';
import { withoutIntent } from './received.js';
import { Stillness } from './stillness.js';
import { ReplyRefusedError } from './testing.errors.js';
import { type Refusal, Refusals } from './watched-graph.client.js';

/** What became of something that a person did. */
export interface ActResult {
  /** `duplicate`: delivered and handled before. `waiting`: the bot was told nothing, as by a link into a new conversation before the first tap. */
  readonly disposition: Disposition | 'duplicate' | 'waiting';
  /** The handlers that ran, as `ProductsHandlers.view`, in their order: a tap that carries a referral may have two. */
  readonly handlers: readonly string[];
  /** What they answered. */
  readonly replies: readonly Reply[];
}

/** Something that a person does. */
export interface Act {
  readonly psid: string;
  /** @returns `null` when there is nothing to tell the bot yet */
  readonly deliver: () => Promise<Delivery | null>;
  /** What is pressed on the screen fails when no handler takes it; any other tap only when `@OnUnhandled()` does not answer either. */
  readonly pressed: boolean;
}

/** Sees what a person does through to its end. */
@Injectable()
export class Stage {
  private readonly underWay = new Set<Promise<ActResult>>();

  constructor(
    private readonly webhook: InProcessWebhook,
    private readonly stillness: Stillness,
    private readonly journal: Journal,
    private readonly refusals: Refusals,
    private readonly deadTaps: DeadTaps,
  ) {}

  perform(act: Act): Promise<ActResult> {
    const performance = this.seeThrough(act).finally(() => this.underWay.delete(performance));
    this.underWay.add(performance);
    return performance;
  }

  /** Resolves when nobody does anything any more. */
  async untilDone(): Promise<void> {
    await Promise.allSettled(this.underWay);
  }

  /** @throws ReplyRefusedError for what Meta refused without an act that would tell of it */
  throwRefusal(): void {
    const refusal = this.refusals.take();
    if (refusal) throw errorOf(refusal);
  }

  private async seeThrough(act: Act): Promise<ActResult> {
    const since = this.journal.length;
    const delivery = await act.deliver();
    if (delivery === null || isUntold(delivery)) return WAITING;
    if (delivery.state !== 'delivered') throw this.webhook.lastError;
    const event = eventOf(delivery);
    await this.stillness.untilIdle(conversationOf(event));
    const report = this.journal.reportOf(event, since);
    this.throwFailure(act, report);
    if (!report) return { disposition: 'duplicate', handlers: [], replies: [] };
    const result = resultOf(report);
    if (isTap(event) && isDead(report, act)) throw this.deadTaps.explain(event, act.pressed);
    return result;
  }

  private throwFailure({ psid }: Act, report: EventReport | undefined): void {
    const refusal = this.refusals.take(psid); // In any case, or the next act would tell of it.
    if (report?.failure) throw report.failure.error;
    if (refusal) throw errorOf(refusal);
  }
}

const WAITING: ActResult = { disposition: 'waiting', handlers: [], replies: [] };

/** The field is not subscribed, or a fault keeps the event back. */
function isUntold({ state, attempts }: Delivery): boolean {
  if (state === 'not-subscribed') return true;
  return state === 'waiting' && attempts.every(({ status }) => status === null);
}

function eventOf({ pageId, items: [item = {}] }: Delivery): MessengerEvent {
  return parseItem({ channel: 'messenger', pageId, source: 'messaging', item });
}

function errorOf({ call, error }: Refusal): ReplyRefusedError {
  const body = withoutIntent(call.body);
  return new ReplyRefusedError(body['message'] ?? body, error);
}

function resultOf({ outcomes }: EventReport): ActResult {
  return {
    disposition: heaviestDisposition(outcomes.map(({ disposition }) => disposition)),
    handlers: outcomes.flatMap(({ handler }) => handler ?? []),
    replies: outcomes.flatMap(({ replies }) => replies),
  };
}

/** The dispatcher sees an event last. That somebody greets the arrival which a tap carries does not answer the tap. */
function isDead({ outcomes }: EventReport, { pressed }: Act): boolean {
  const own = outcomes.at(-1);
  return own?.disposition === 'unhandled' && (pressed || own.handler === null);
}
