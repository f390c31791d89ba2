import { UnknownPageError, UnknownPersonError } from '../simulator.errors.js';
import type { SimulatedPerson, SimulatorSettings } from '../simulator.options.js';
import { Conversation } from './conversation.js';
import { PageState } from './page-state.js';
import { PlatformClock } from './platform-clock.js';
import { Subscriptions } from './subscriptions.js';
import { bubbleShelf } from './transcript.js';

/** Who exists and what they said to each other: the memory of the stand-in, without any I/O. */
export class Platform {
  readonly clock: PlatformClock;
  readonly subscriptions: Subscriptions;
  private readonly bubbles = bubbleShelf();
  private readonly conversations = new Map<string, Conversation>();
  private readonly pages: ReadonlyMap<string, PageState>;
  private readonly people: SimulatedPerson[] = [];

  constructor(readonly settings: SimulatorSettings) {
    this.clock = new PlatformClock(settings.now, settings.in);
    this.subscriptions = subscriptionsOf(settings);
    this.pages = new Map(settings.pages.map((page) => [page.id, new PageState(page, settings)]));
    for (const person of settings.people) this.addPerson(person);
  }

  addPerson(person: SimulatedPerson): void {
    this.people.push(person);
    for (const { id } of this.settings.pages) {
      const conversation = new Conversation(id, person, this.bubbles);
      this.conversations.set(keyOf(id, person.psid), conversation);
    }
  }

  /** The conversation if both sides exist. */
  find(pageId: string, psid: string): Conversation | undefined {
    return this.conversations.get(keyOf(pageId, psid));
  }

  /**
   * @param pageId the first page when left out
   * @throws {@link UnknownPageError}, {@link UnknownPersonError}
   */
  conversation(psid: string, pageId: string = this.defaultPageId): Conversation {
    const found = this.find(this.page(pageId).id, psid);
    if (found !== undefined) return found;
    throw new UnknownPersonError(
      psid,
      this.people.map((person) => person.psid),
    );
  }

  /**
   * @param pageId the first page when left out
   * @throws {@link UnknownPageError}
   */
  page(pageId: string = this.defaultPageId): PageState {
    const found = this.pages.get(pageId);
    if (found === undefined) throw new UnknownPageError(pageId, [...this.pages.keys()]);
    return found;
  }

  /** The conversations of one page, one for each person. */
  conversationsOf(pageId: string = this.defaultPageId): readonly Conversation[] {
    return this.people.map(({ psid }) => this.conversation(psid, pageId));
  }

  allPages(): readonly PageState[] {
    return [...this.pages.values()];
  }

  /** Every conversation on every page. */
  all(): readonly Conversation[] {
    return [...this.conversations.values()];
  }

  personOf(psid: string): SimulatedPerson | undefined {
    return this.people.find((person) => person.psid === psid);
  }

  pageOfToken(token: string): PageState | undefined {
    return this.allPages().find(({ page }) => page.token === token);
  }

  get defaultPageId(): string {
    return this.settings.pages[0]?.id ?? '';
  }
}

function keyOf(pageId: string, psid: string): string {
  return `${pageId}/${psid}`;
}

/** One app, on one webhook if there is one, with the same fields on both levels. */
function subscriptionsOf({
  webhookUrl,
  subscribedFields,
  pages,
}: SimulatorSettings): Subscriptions {
  const fields = new Set(subscribedFields);
  const app = webhookUrl === null ? null : { callbackUrl: webhookUrl, fields };
  return new Subscriptions(
    app,
    pages.map(({ id }) => [id, fields]),
  );
}
