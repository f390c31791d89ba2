import { Inject, Injectable, type OnModuleDestroy } from '@nestjs/common';
import type { Delivery, MessagingItem } from './delivery/delivery.js';
import type { GraphOutcome } from './graph/graph-exchange.js';
import { pass } from './graph/thread-rules.js';
import type { ArrivalFacts, Conversation } from './platform/conversation.js';
import {
  type EditChoice,
  MessageActs,
  type ReactionChoice,
  type SentAttachment,
} from './platform/message-acts.js';
import { PersonActs, type QuickReplyChoice, type TapChoice } from './platform/person-acts.js';
import { SimulatedWire } from './simulated-wire.js';
import { SIMULATOR_SETTINGS } from './simulator.module-definition.js';
import type { SimulatorSettings } from './simulator.options.js';

/**
 * The stand-in for Meta as a service: people tap, the bot is told, the bot calls Graph.
 *
 * What people do is here; what goes over the wire is in {@link SimulatedWire}, and what can be seen of it all in `SimulatedWorld`.
 * The promise of an act resolves when the webhook has answered, or when the delivery was given up; what the page sends
 * back comes by {@link nextMessage}. Every `page` is the first page where it is left out.
 */
@Injectable()
export class Simulator extends SimulatedWire implements OnModuleDestroy {
  private readonly acts: PersonActs;
  private readonly messageActs: MessageActs;

  constructor(@Inject(SIMULATOR_SETTINGS) settings: SimulatorSettings) {
    super(settings);
    this.acts = new PersonActs(this.platform, () => {
      const wanted = this.faults.value('postback-mid');
      return wanted === 'off' ? settings.postbackMid : wanted;
    });
    this.messageActs = new MessageActs(this.platform);
  }

  tap(psid: string, choice: TapChoice, page?: string): Promise<Delivery> {
    return this.acting(psid, page, (conversation) => this.acts.tap(conversation, choice));
  }

  getStarted(psid: string, page?: string): Promise<Delivery> {
    return this.acting(psid, page, (conversation) => this.acts.getStarted(conversation));
  }

  quickReply(psid: string, choice: QuickReplyChoice, page?: string): Promise<Delivery> {
    return this.acting(psid, page, (conversation) => this.acts.quickReply(conversation, choice));
  }

  /** @param replyTo the `mid` of a message that the text quotes */
  say(psid: string, text: string, page?: string, replyTo: string | null = null): Promise<Delivery> {
    return this.acting(psid, page, (conversation) => this.acts.say(conversation, text, replyTo));
  }

  attach(psid: string, attachment: SentAttachment, page?: string): Promise<Delivery> {
    return this.acting(psid, page, (conversation) =>
      this.messageActs.attach(conversation, attachment),
    );
  }

  react(psid: string, choice: ReactionChoice, page?: string): Promise<Delivery> {
    return this.acting(psid, page, (conversation) => this.messageActs.react(conversation, choice));
  }

  /** Gives one of the person's texts new words; five times at most. */
  edit(psid: string, choice: EditChoice, page?: string): Promise<Delivery> {
    return this.acting(psid, page, (conversation) => this.messageActs.edit(conversation, choice));
  }

  /** Follows an m.me link or an ad. `null` in a new conversation: the referral waits for the first tap. */
  async arrive(psid: string, arrival: ArrivalFacts, page?: string): Promise<Delivery | null> {
    const conversation = this.conversation(psid, page);
    const item = this.acts.arrive(conversation, arrival);
    if (item !== null) return this.told(conversation, item);
    this.changes.announce();
    return null;
  }

  /** The person reads what is there: a `message_reads` event. */
  async read(psid: string, page?: string): Promise<Delivery> {
    const conversation = this.conversation(psid, page);
    return this.receipt(conversation, this.messageActs.read(conversation));
  }

  /** The person's phone receives what the page sent: a `message_deliveries` event. */
  async receive(psid: string, page?: string): Promise<Delivery> {
    const conversation = this.conversation(psid, page);
    return this.receipt(conversation, this.messageActs.received(conversation));
  }

  /** Something this stand-in has no verb for: `{ reaction: {…} }`. What the envelope lacks is filled in. */
  async raw(psid: string, item: MessagingItem, page?: string): Promise<Delivery> {
    return this.acting(psid, page, (conversation) => this.acts.raw(conversation, item));
  }

  /** Another app hands the conversation on, as the Page Inbox does by "Move to Done". @returns what our app is told; `null` if it goes elsewhere */
  async giveThread(psid: string, appId: string, page?: string): Promise<Delivery | null> {
    const conversation = this.conversation(psid, page);
    const { platform } = this;
    const owned = platform.page(conversation.pageId);
    const [order] = pass({ platform, page: owned }, conversation, appId, null);
    this.changes.announce();
    return order === undefined ? null : this.made.deliver(order);
  }

  /** With the people's receipts, where the option says so. */
  override async follow(outcome: GraphOutcome): Promise<void> {
    await super.follow(outcome);
    if (this.settings.receipts) await this.receiveAndRead();
  }

  onModuleDestroy(): void {
    this.close();
  }

  private async acting(
    psid: string,
    page: string | undefined,
    act: (conversation: Conversation) => MessagingItem,
  ): Promise<Delivery> {
    const conversation = this.conversation(psid, page);
    return this.told(conversation, act(conversation));
  }

  private async told(conversation: Conversation, item: MessagingItem): Promise<Delivery> {
    const { pageId, person, lastSeq: seq } = conversation;
    conversation.markRead();
    this.changes.announce();
    const order = { pageId, psid: person.psid, cause: 'person', seq, items: [item] } as const;
    return this.made.deliver(order);
  }

  private receipt({ pageId, person }: Conversation, item: MessagingItem): Promise<Delivery> {
    return this.made.deliver({ pageId, psid: person.psid, cause: 'platform', items: [item] });
  }

  private async receiveAndRead(): Promise<void> {
    for (const conversation of this.platform.all()) {
      const { pageId, person } = conversation;
      if (!conversation.hasUnreceived()) continue;
      await this.receive(person.psid, pageId);
      await this.read(person.psid, pageId);
    }
  }
}
