import { Inject, Injectable, type OnModuleDestroy } from '@nestjs/common';
import { Audience } from './delivery/audience.js';
import { Deliveries } from './delivery/deliveries.js';
import { AlertBook } from './delivery/alert-book.js';
import type { Delivery, DeliveryOrder, MessagingItem } from './delivery/delivery.js';
import { type Alert, Outages } from './delivery/outages.js';
import { ParcelPost } from './delivery/parcel-post.js';
import { verifyWebhook } from './delivery/verify-webhook.js';
import type { Courier } from './delivery/webhook-client.js';
import { Faults } from './faults/faults.js';
import { graphFaultsOf, type GraphReply, outcomeUnder } from './faults/graph-faults.js';
import { MissingFields } from './faults/missing-fields.js';
import { RevokedTokens } from './faults/revoked-tokens.js';
import { GraphApi } from './graph/graph-api.js';
import type { GraphOutcome, GraphRequest, SentRequest } from './graph/graph-exchange.js';
import { pass } from './graph/thread-rules.js';
import { checkDepth } from './platform/act.js';
import type { ArrivalFacts, Conversation } from './platform/conversation.js';
import {
  type EditChoice,
  MessageActs,
  type ReactionChoice,
  type SentAttachment,
} from './platform/message-acts.js';
import { PersonActs, type QuickReplyChoice, type TapChoice } from './platform/person-acts.js';
import { NothingToRedeliverError, SimulatorTimeoutError } from './simulator.errors.js';
import { SimulatedWorld, TEST_WAIT_MS } from './simulated-world.js';
import { SIMULATOR_SETTINGS } from './simulator.module-definition.js';
import { loopbackUrl, type SimulatorSettings } from './simulator.options.js';

/**
 * The stand-in for Meta as a service: people tap, the bot is told, the bot calls Graph.
 *
 * The promise of an act resolves when the webhook has answered, or when the delivery was given up; what the page sends
 * back comes by {@link nextMessage}. Every `page` is the first page where it is left out.
 */
@Injectable()
export class Simulator extends SimulatedWorld implements OnModuleDestroy {
  /** What goes wrong on demand. */
  readonly faults: Faults;
  private readonly acts: PersonActs;
  private readonly messageActs: MessageActs;
  private readonly graphApi: GraphApi;
  private readonly made: Deliveries;
  private readonly post: ParcelPost;
  private readonly alertBook: AlertBook;

  constructor(@Inject(SIMULATOR_SETTINGS) settings: SimulatorSettings) {
    super(settings);
    const { clock, subscriptions } = this.platform;
    this.faults = new Faults(
      new MissingFields(subscriptions, settings.pages),
      new RevokedTokens(this.platform),
    );
    this.acts = new PersonActs(this.platform, () => {
      const wanted = this.faults.value('postback-mid');
      return wanted === 'off' ? settings.postbackMid : wanted;
    });
    this.messageActs = new MessageActs(this.platform);
    this.graphApi = new GraphApi(
      this.platform,
      {
        verify: (url, token) => verifyWebhook(url, token, settings.deliveryDeadlineMs),
        adopt: (url) => this.connectWebhook(url),
      },
      graphFaultsOf(this.faults),
    );
    this.alertBook = new AlertBook(subscriptions);
    const outages = new Outages(clock, (alert) => this.alertBook.raise(alert, this.post));
    this.post = new ParcelPost(this.platform, this.faults, outages, this.changes);
    const audience = new Audience(this.platform, this.faults);
    this.made = new Deliveries(this.platform, this.faults, audience, this.post);
  }

  /** Points deliveries at a bot. @throws `WebhookNotLoopbackError` */
  connectWebhook(url: string): void {
    this.useWebhook(loopbackUrl(url), null);
  }

  /** Hands deliveries to a bot in this process, without HTTP. */
  connect(courier: Courier): void {
    this.useWebhook('in-process:', courier);
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

  /** What Meta does when it is not sure that the bot got it: the person's last event once more, in a new envelope. */
  async redeliver(psid: string, page?: string): Promise<Delivery> {
    const { pageId } = this.conversation(psid, page);
    const last = this.made.lastOf(pageId, psid);
    if (last === undefined) throw new NothingToRedeliverError(psid);
    return this.made.deliver(orderOf(last));
  }

  /** The same for any delivery by its number. */
  async repeat(number: number): Promise<Delivery> {
    const made = this.made.all().find((delivery) => delivery.number === number);
    if (made === undefined) throw new NothingToRedeliverError(`delivery ${number}`);
    return this.made.deliver(orderOf(made));
  }

  /**
   * Delivers these items as they are, all in one entry. Nobody's transcript changes.
   * @throws `ItemTooDeepError`
   */
  async deliver(
    items: readonly MessagingItem[],
    page: string = this.platform.defaultPageId,
  ): Promise<Delivery> {
    for (const item of items) checkDepth(item);
    return this.made.deliver({ pageId: page, psid: null, cause: 'person', items });
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

  /** Answers a Graph call. The deliveries of the reply are for {@link follow}: before the answer goes out, or after. */
  async graph(request: GraphRequest): Promise<GraphReply> {
    const around = (run: () => Promise<GraphOutcome>): Promise<GraphReply> =>
      outcomeUnder(this.faults, run);
    const reply = await this.graphApi.answer(request, around);
    this.changes.announce();
    return reply;
  }

  /** Makes the deliveries that a Graph call caused. */
  async follow({ deliveries }: GraphOutcome): Promise<void> {
    await Promise.all(deliveries.map((order) => this.made.deliver(order)));
    if (this.settings.receipts) await this.receiveAndRead();
  }

  /** Every call that Graph received, oldest first, the refused ones too. */
  sent(): readonly SentRequest[] {
    return this.graphApi.sent();
  }

  /** Everything that the bot was told or should have been, oldest first. */
  deliveries(): readonly Delivery[] {
    return this.made.all();
  }

  /** What Meta would have written to the app's developers, oldest first. */
  alerts(): readonly Alert[] {
    return this.alertBook.all();
  }

  /**
   * Lets time pass on the platform: windows close, paced deliveries are made on the way, each at its own time. Resolves when all
   * that is due by then was done. The bot's own clock does not move.
   */
  async advance(ms: number): Promise<void> {
    await this.platform.clock.advance(ms);
    this.changes.announce();
  }

  /** Runs `task` once when so much time has passed on the platform, by itself or by {@link advance}. Keeps no process alive. */
  in(delayMs: number, task: () => Promise<void> | void): void {
    this.platform.clock.in(delayMs, task);
  }

  /** Aborts when the simulator stops. */
  get stopped(): AbortSignal {
    return this.post.stopped;
  }

  /** Whether a request to the bot is open. */
  get isDelivering(): boolean {
    return this.post.isBusy;
  }

  /**
   * Waits until Graph has received `count` calls in all.
   * @throws {@link SimulatorTimeoutError}
   */
  async waitForSent(count: number, timeoutMs = TEST_WAIT_MS): Promise<readonly SentRequest[]> {
    const read = (): true | undefined => (this.graphApi.sentTotal >= count ? true : undefined);
    if (await this.changes.until(read, timeoutMs)) return this.sent();
    const instead = `there were ${this.graphApi.sentTotal}`;
    throw new SimulatorTimeoutError(`${count} Graph calls`, timeoutMs, instead);
  }

  onModuleDestroy(): void {
    this.changes.close();
    this.platform.clock.close();
    this.post.close();
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
    const { pageId, person, transcript } = conversation;
    const { seq = null } = transcript.at(-1) ?? {};
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

  private useWebhook(callbackUrl: string, courier: Courier | null): void {
    const fields = this.subscriptions.app?.fields ?? new Set(this.settings.subscribedFields);
    this.subscriptions.app = { callbackUrl, fields };
    this.post.courier = courier;
  }
}

function orderOf({ pageId, psid, cause, seq, list, items }: Delivery): DeliveryOrder {
  return { pageId, psid, cause, seq, list, items };
}
