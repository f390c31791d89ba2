import { setImmediate as nextTurn } from 'node:timers/promises';
import { Injectable } from '@nestjs/common';
import { type Conversation, Simulator } from '../../simulator/index.js';
import { TraceGoneError, UnavailableError } from '../console.errors.js';
import type { Chat, PersonAct, PersonSummary } from '../contract.js';
import { People, type PersonPlace } from '../people.js';
import { TraceLog } from '../traces/trace-log.js';
import { perform } from './acts.js';
import { chatOf, summaryOf } from './chat-view.js';
import { StandInDeliveries } from './stand-in.deliveries.js';

/** The people of the stand-in for Meta. */
@Injectable()
export class SimulatedPeople extends People {
  constructor(
    private readonly simulator: Simulator,
    private readonly deliveries: StandInDeliveries,
    private readonly log: TraceLog,
  ) {
    super();
  }

  override summaries(): readonly PersonSummary[] {
    const { pages } = this.simulator.settings;
    return pages
      .flatMap(({ id }) => this.simulator.conversations(id))
      .map((conversation) => summaryOf(conversation, this.simulator.nowMs));
  }

  override chat({ psid, page }: PersonPlace): Chat {
    const conversation = this.simulator.conversation(psid, page);
    const { pageId } = conversation;
    return chatOf(this.simulator, conversation, (atMs) =>
      this.deliveries.toldOf(pageId, psid, atMs),
    );
  }

  override async act({ psid, page }: PersonPlace, act: PersonAct): Promise<number | null> {
    const conversation = this.simulator.conversation(psid, page);
    const seq = conversation.lastSeq;
    const { simulator } = this;
    const told = perform({ simulator, psid, pageId: conversation.pageId }, act);
    // What cannot be done is refused within this turn; what the bot makes of it comes as events.
    await Promise.race([told, nextTurn()]);
    this.deliveries.catchUp();
    return this.traceSince(conversation, seq);
  }

  override async redeliver(traceId: number): Promise<number> {
    const entry = this.log.find(traceId);
    if (!entry) throw new TraceGoneError(traceId);
    const { delivery, subject } = entry;
    if (!delivery?.item) throw new UnavailableError('The event of this trace is not kept whole.');
    const before = this.newestDelivery();
    const told = this.simulator.deliver([delivery.item], subject.pageId);
    await Promise.race([told, nextTurn()]);
    this.deliveries.catchUp();
    const again = this.log.all().find((each) => (each.delivery?.number ?? 0) > before);
    if (!again) throw new UnavailableError('The stand-in holds the delivery back.');
    return again.id;
  }

  override watch(listener: () => void): () => void {
    return this.simulator.onChange(listener);
  }

  /** The stand-in forgets old ones, so that counting them would not do. */
  private newestDelivery(): number {
    return this.simulator.deliveries().at(-1)?.number ?? 0;
  }

  private traceSince(conversation: Conversation, seq: number): number | null {
    const { pageId, person } = conversation;
    const act = conversation.since(seq).find(({ from }) => from === 'person');
    return act ? (this.deliveries.toldOf(pageId, person.psid, act.atMs)?.traceId ?? null) : null;
  }
}
