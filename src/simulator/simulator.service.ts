import { Inject, Injectable, type OnModuleDestroy } from '@nestjs/common';
import { Deliveries } from './delivery/deliveries.js';
import type { Delivery, MessagingItem } from './delivery/delivery.js';
import { type Courier, httpCourier } from './delivery/webhook-client.js';
import { GraphApi } from './graph/graph-api.js';
import type { GraphOutcome, GraphRequest, SentRequest } from './graph/graph-exchange.js';
import { ownerOf, pass } from './graph/thread-rules.js';
import { verifyCallback } from './http/verify-callback.js';
import type { Bubble, PageMessage } from './platform/bubble.js';
import { Changes } from './platform/changes.js';
import { type ArrivalFacts, type Conversation, isMessage } from './platform/conversation.js';
import { PersonActs, type QuickReplyChoice, type TapChoice } from './platform/person-acts.js';
import { conversationText } from './platform/conversation-text.js';
import type { MessengerProfile } from './platform/messenger-profile.js';
import type { OtherRecipient } from './platform/other-recipients.js';
import { Platform } from './platform/platform.js';
import { type Screen, screenOf } from './platform/screen.js';
import type { SendFaultName } from './platform/send-faults.js';
import type { TokenFault } from './platform/token-fault.js';
import { NothingToRedeliverError, SimulatorTimeoutError } from './simulator.errors.js';
import { SIMULATOR_SETTINGS } from './simulator.module-definition.js';
import { loopbackUrl, type SimulatedPerson, type SimulatorSettings } from './simulator.options.js';

/** How long a test waits when it names no time of its own. */
const TEST_WAIT_MS = 5000;
/** The page has said its piece when it has been quiet for so long. */
const SETTLED_MS = 100;

/**
 * The stand-in for Meta as a service: people tap, the bot is told, the bot calls Graph.
 *
 * The promise of an act resolves when the webhook has answered, or when the delivery was given up; what the page sends
 * back comes by {@link nextMessage}. Every `page` is the first page where it is left out.
 */
@Injectable()
export class Simulator implements OnModuleDestroy {
  private readonly platform: Platform;
  private readonly acts: PersonActs;
  private readonly graphApi: GraphApi;
  private readonly made: Deliveries;
  private readonly changes = new Changes();

  constructor(@Inject(SIMULATOR_SETTINGS) readonly settings: SimulatorSettings) {
    this.platform = new Platform(settings);
    this.acts = new PersonActs(this.platform);
    this.made = new Deliveries(settings, this.platform.clock, this.changes);
    const adopt = (url: string): void => this.connectWebhook(url);
    this.graphApi = new GraphApi(this.platform, { verify: verifyCallback, adopt });
  }

  /** Points deliveries at a bot. @throws `WebhookNotLoopbackError` */
  connectWebhook(url: string): void {
    const { subscriptions } = this.platform;
    if (subscriptions.app !== null) subscriptions.app = { ...subscriptions.app, callbackUrl: url };
    this.made.connect(httpCourier(loopbackUrl(url), this.settings));
  }

  /** Hands deliveries to a bot in this process, without HTTP. */
  connect(courier: Courier): void {
    this.made.connect(courier);
  }

  /** Lets somebody join who is not there yet. */
  addPerson(person: SimulatedPerson): void {
    this.platform.addPerson(person);
  }

  async tap(psid: string, choice: TapChoice, page?: string): Promise<Delivery> {
    const conversation = this.conversation(psid, page);
    return this.told(conversation, this.acts.tap(conversation, choice));
  }

  async getStarted(psid: string, page?: string): Promise<Delivery> {
    const conversation = this.conversation(psid, page);
    return this.told(conversation, this.acts.getStarted(conversation));
  }

  async quickReply(psid: string, choice: QuickReplyChoice, page?: string): Promise<Delivery> {
    const conversation = this.conversation(psid, page);
    return this.told(conversation, this.acts.quickReply(conversation, choice));
  }

  async say(psid: string, text: string, page?: string): Promise<Delivery> {
    const conversation = this.conversation(psid, page);
    return this.told(conversation, this.acts.say(conversation, text));
  }

  /** Follows an m.me link or an ad. `null` in a new conversation: the referral waits for the first tap. */
  async arrive(psid: string, arrival: ArrivalFacts, page?: string): Promise<Delivery | null> {
    const conversation = this.conversation(psid, page);
    const item = this.acts.arrive(conversation, arrival);
    return item === null ? null : this.told(conversation, item);
  }

  /** Something this stand-in has no verb for: `{ reaction: {…} }`. What the envelope lacks is filled in. */
  async raw(psid: string, item: MessagingItem, page?: string): Promise<Delivery> {
    const conversation = this.conversation(psid, page);
    return this.told(conversation, this.acts.raw(conversation, item));
  }

  /** What Meta does when it is not sure that the bot got it: the person's last event once more, in a new envelope. */
  async redeliver(psid: string, page?: string): Promise<Delivery> {
    const { pageId } = this.conversation(psid, page);
    const last = this.made.lastOf(pageId, psid);
    if (last === undefined) throw new NothingToRedeliverError(psid);
    return this.made.deliver({ pageId, psid, cause: 'person', items: last.items });
  }

  /** Delivers these items as they are, all in one entry. Nobody's transcript changes. */
  async deliver(
    items: readonly MessagingItem[],
    page: string = this.platform.defaultPageId,
  ): Promise<Delivery> {
    return this.made.deliver({ pageId: page, psid: null, cause: 'person', items });
  }

  /** The person blocks the page, or lets it write again. */
  block(psid: string, blocked = true, page?: string): void {
    this.conversation(psid, page).blocked = blocked;
  }

  /** Meta takes the page's token no longer: error 190 with the subcode of the reason, until {@link restoreToken}. */
  revokeToken(page?: string, reason: TokenFault = 'password-changed'): void {
    this.platform.page(page).tokenFault = reason;
  }

  restoreToken(page?: string): void {
    this.platform.page(page).tokenFault = null;
  }

  /** The app that controls the conversation; `null` while it is idle. */
  threadOwner(psid: string, page?: string): string | null {
    return ownerOf(this.platform, this.conversation(psid, page));
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

  /** What the page shows outside its messages, as it was last set. */
  profileOf(page?: string): MessengerProfile {
    return this.platform.page(page).profile.properties;
  }

  /** Lets the page write to somebody by another name: a comment, an opt-in token, a `user_ref`. */
  addRecipient(recipient: OtherRecipient, page?: string): void {
    const { platform } = this;
    platform.page(page).otherRecipients.add(recipient, platform.clock.nowMs());
  }

  /** What goes wrong with sends from now on, so many times; `null` ends it. */
  failSends(fault: SendFaultName | null, times = Number.POSITIVE_INFINITY): void {
    this.platform.sendFaults.schedule(fault, times);
  }

  /** Answers a Graph call. The deliveries of the outcome are for {@link follow}, once the answer has gone out. */
  async graph(request: GraphRequest): Promise<GraphOutcome> {
    const outcome = await this.graphApi.answer(request);
    this.changes.announce();
    return outcome;
  }

  /** Makes the deliveries that a Graph call caused. */
  async follow({ deliveries }: GraphOutcome): Promise<void> {
    await Promise.all(deliveries.map((order) => this.made.deliver(order)));
  }

  transcriptOf(psid: string, page?: string): readonly Bubble[] {
    return [...this.conversation(psid, page).transcript];
  }

  /** What the person can tap. */
  screenOf(psid: string, page?: string): Screen {
    const conversation = this.conversation(psid, page);
    const { profile } = this.platform.page(conversation.pageId);
    return screenOf(conversation, profile, this.platform.clock.nowMs());
  }

  /** The whole conversation for reading in a terminal, one line a bubble. */
  textOf(psid: string, page?: string): string {
    return conversationText(this.conversation(psid, page));
  }

  /** @throws `UnknownPersonError`, `UnknownPageError` */
  conversation(psid: string, page?: string): Conversation {
    return this.platform.conversation(psid, page);
  }

  conversations(page?: string): readonly Conversation[] {
    return this.platform.conversationsOf(page);
  }

  /** Every call that Graph received, oldest first, the refused ones too. */
  sent(): readonly SentRequest[] {
    return this.graphApi.sent();
  }

  deliveries(): readonly Delivery[] {
    return this.made.all();
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

  /**
   * The page's next message in answer to what the person did last. Each message is handed out once, oldest first;
   * one that came before the call is not missed, and a new act of the person leaves the unread ones behind.
   * @throws {@link SimulatorTimeoutError}
   */
  async nextMessage(psid: string, timeoutMs = TEST_WAIT_MS, page?: string): Promise<PageMessage> {
    const conversation = this.conversation(psid, page);
    const message = await this.changes.until(() => conversation.takeMessage(), timeoutMs);
    if (message !== undefined) return message;
    const instead = `the conversation has ${conversation.transcript.length} bubbles`;
    throw new SimulatorTimeoutError(`message to ${psid}`, timeoutMs, instead);
  }

  /**
   * What is new after `seq`, once the page has said something and then been quiet for a moment,
   * or when `waitMs` have passed.
   */
  async answerAfter(
    conversation: Conversation,
    seq: number,
    waitMs: number,
  ): Promise<readonly Bubble[]> {
    const deadlineMs = performance.now() + waitMs;
    const messages = (): number => conversation.since(seq).filter(isMessage).length;
    let seen = 0;
    let leftMs = waitMs;
    while (leftMs > 0) {
      const known = seen;
      const more = (): number | undefined => (messages() > known ? messages() : undefined);
      seen = (await this.changes.until(more, leftMs)) ?? known;
      if (seen === known) break;
      leftMs = Math.min(SETTLED_MS, deadlineMs - performance.now());
    }
    return conversation.since(seq);
  }

  onModuleDestroy(): void {
    this.changes.close();
    this.made.close();
  }

  private async told(conversation: Conversation, item: MessagingItem): Promise<Delivery> {
    const { pageId, person } = conversation;
    conversation.markRead();
    this.changes.announce();
    return this.made.deliver({ pageId, psid: person.psid, cause: 'person', items: [item] });
  }
}
