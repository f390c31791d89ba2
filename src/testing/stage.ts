import { Injectable } from '@nestjs/common';
import type { Disposition, EventReport } from '../inbox/index.js';
import { conversationOf, type MessengerEvent, parseItem, type Reply } from '../messaging/index.js';
import type { Delivery } from '../simulator/index.js';
import { DeadTaps } from './dead-taps.js';
import { InProcessWebhook } from './in-process-webhook.js';
import { Journal } from './journal.js';
import { Stillness } from './stillness.js';
import { ReplyRefusedError } from './testing.errors.js';
import { Refusals } from './watched-graph.client.js';

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
  /** A tap that no handler takes fails, unless `@OnUnhandled()` answers it; what is pressed on the screen fails in any case. */
  readonly kind: 'tap' | 'press' | 'other';
}

/** Sees what a person does through to its end. */
@Injectable()
export class Stage {
  constructor(
    private readonly webhook: InProcessWebhook,
    private readonly stillness: Stillness,
    private readonly journal: Journal,
    private readonly refusals: Refusals,
    private readonly deadTaps: DeadTaps,
  ) {}

  async perform({ psid, deliver, kind }: Act): Promise<ActResult> {
    const since = this.journal.length;
    const delivery = await deliver();
    if (delivery === null || isUntold(delivery)) return WAITING;
    if (delivery.state !== 'delivered') throw this.webhook.lastError;
    const event = eventOf(delivery);
    await this.stillness.untilIdle(conversationOf(event));
    const report = this.journal.reportOf(event, since);
    if (report?.failure) throw report.failure.error;
    this.throwRefusal(psid);
    if (!report) return { disposition: 'duplicate', handlers: [], replies: [] };
    const result = resultOf(report);
    if (isDead(result, kind)) this.throwDeadTap(event, kind);
    return result;
  }

  private throwDeadTap(event: MessengerEvent, kind: Act['kind']): void {
    const dead = this.deadTaps.explain(event, kind === 'press');
    if (dead) throw dead;
  }

  /** @throws ReplyRefusedError for what Meta refused and nobody was told of. @param psid for one person only */
  throwRefusal(psid?: string): void {
    const refusal = this.refusals.take(psid);
    if (!refusal) return;
    const { body } = refusal.call;
    throw new ReplyRefusedError(body['message'] ?? body, refusal.error);
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

const WEIGHT: Readonly<Record<Disposition, number>> = { handled: 2, unhandled: 1, ignored: 0 };

function resultOf({ outcomes }: EventReport): ActResult {
  const [heaviest] = outcomes.toSorted((a, b) => WEIGHT[b.disposition] - WEIGHT[a.disposition]);
  return {
    disposition: heaviest?.disposition ?? 'ignored',
    handlers: outcomes.flatMap(({ handler }) => handler ?? []),
    replies: outcomes.flatMap(({ replies }) => replies),
  };
}

function isDead({ disposition, handlers }: ActResult, kind: Act['kind']): boolean {
  if (disposition !== 'unhandled' || kind === 'other') return false;
  return kind === 'press' || handlers.length === 0;
}
