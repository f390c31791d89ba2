import { AlertBook } from './delivery/alert-book.js';
import { Audience } from './delivery/audience.js';
import { Deliveries } from './delivery/deliveries.js';
import type { Delivery, DeliveryOrder, MessagingItem } from './delivery/delivery.js';
import { DeliveryRecords } from './delivery/delivery-records.js';
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
import { checkDepth } from './platform/act.js';
import { NothingToRedeliverError, SimulatorTimeoutError } from './simulator.errors.js';
import { SimulatedWorld, TEST_WAIT_MS } from './simulated-world.js';
import { loopbackUrl, type SimulatorSettings } from './simulator.options.js';

/** What goes over the wire in both directions, what goes wrong with it, and the records of it. */
export abstract class SimulatedWire extends SimulatedWorld {
  /** What goes wrong on demand. */
  readonly faults: Faults;
  protected readonly made: Deliveries;
  private readonly records = new DeliveryRecords();
  private readonly graphApi: GraphApi;
  private readonly post: ParcelPost;
  private readonly alertBook: AlertBook;

  constructor(settings: SimulatorSettings) {
    super(settings);
    const { platform, changes, records } = this;
    const { clock, subscriptions } = platform;
    this.faults = new Faults(
      new MissingFields(subscriptions, settings.pages),
      new RevokedTokens(platform),
    );
    this.graphApi = new GraphApi(
      platform,
      {
        verify: (url, token) => verifyWebhook(url, token, settings.deliveryDeadlineMs),
        adopt: (url) => this.connectWebhook(url),
      },
      graphFaultsOf(this.faults),
    );
    this.alertBook = new AlertBook(subscriptions);
    const outages = new Outages(clock, (alert) => this.alertBook.raise(alert, this.post));
    this.post = new ParcelPost(platform, this.faults, outages, records, changes);
    const audience = new Audience(platform, this.faults);
    this.made = new Deliveries(platform, this.faults, audience, records, this.post);
  }

  /** Points deliveries at a bot. @throws `WebhookNotLoopbackError` */
  connectWebhook(url: string): void {
    this.useWebhook(loopbackUrl(url), null);
  }

  /** Hands deliveries to a bot in this process, without HTTP. */
  connect(courier: Courier): void {
    this.useWebhook('in-process:', courier);
  }

  /** What Meta does when it is not sure that the bot got it: the person's last event once more, in a new envelope. */
  async redeliver(psid: string, page?: string): Promise<Delivery> {
    const { pageId } = this.conversation(psid, page);
    const last = this.records.lastOf(pageId, psid);
    if (last === undefined) throw new NothingToRedeliverError(psid);
    return this.made.deliver(orderOf(last));
  }

  /** The same for any delivery by its number. */
  async repeat(number: number): Promise<Delivery> {
    const made = this.records.find(number);
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
  }

  /** Every call that Graph received, oldest first, the refused ones too. The oldest are forgotten, see `RecordBook`. */
  sent(): readonly SentRequest[] {
    return this.graphApi.sent();
  }

  /** The newest call for which this holds. */
  findSent(holds: (request: SentRequest) => boolean): SentRequest | undefined {
    return this.graphApi.findSent(holds);
  }

  /** Everything that the bot was told or should have been, oldest first. The oldest are forgotten, see `RecordBook`. */
  deliveries(): readonly Delivery[] {
    return this.records.all();
  }

  /** Calls `listener` with each delivery that is ordered, and whenever it went on. @returns ends it */
  onDelivery(listener: (delivery: Delivery) => void): () => void {
    return this.records.onChange(listener);
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

  protected close(): void {
    this.changes.close();
    this.platform.clock.close();
    this.post.close();
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
