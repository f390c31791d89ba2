import { ownerOf } from './graph/thread-rules.js';
import { answerAfter } from './platform/answer-after.js';
import type { Bubble, PageMessage } from './platform/bubble.js';
import { Changes } from './platform/changes.js';
import type { Conversation } from './platform/conversation.js';
import { conversationText } from './platform/conversation-text.js';
import type { MessengerProfile } from './platform/messenger-profile.js';
import type { OtherRecipient } from './platform/other-recipients.js';
import { Platform } from './platform/platform.js';
import { type Screen, screenOf } from './platform/screen.js';
import type { Subscriptions } from './platform/subscriptions.js';
import type { TokenFault } from './platform/token-fault.js';
import { SimulatorTimeoutError } from './simulator.errors.js';
import type { SimulatedPerson, SimulatorSettings } from './simulator.options.js';

/** How long a test waits when it names no time of its own. */
export const TEST_WAIT_MS = 5000;

/** What can be seen of the stand-in, and set in it, without anybody being told. */
export abstract class SimulatedWorld {
  protected readonly platform: Platform;
  protected readonly changes = new Changes();

  constructor(readonly settings: SimulatorSettings) {
    this.platform = new Platform(settings);
  }

  /** Lets somebody join who is not there yet. */
  addPerson(person: SimulatedPerson): void {
    this.platform.addPerson(person);
  }

  hasPerson(psid: string): boolean {
    return this.platform.personOf(psid) !== undefined;
  }

  /** The id of a page that is there; of the first when left out. @throws `UnknownPageError` */
  pageId(page?: string): string {
    return this.platform.page(page).id;
  }

  /** The person blocks the page, or lets it write again. */
  block(psid: string, blocked = true, page?: string): void {
    this.conversation(psid, page).blocked = blocked;
    this.changes.announce();
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

  /** What the page shows outside its messages, as it was last set. */
  profileOf(page?: string): MessengerProfile {
    return this.platform.page(page).profile.properties;
  }

  /** Lets the page write to somebody by another name: a comment, an opt-in token, a `user_ref`. */
  addRecipient(recipient: OtherRecipient, page?: string): void {
    const { platform } = this;
    platform.page(page).otherRecipients.add(recipient, platform.clock.nowMs());
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

  /** Those of every page. */
  allConversations(): readonly Conversation[] {
    return this.platform.all();
  }

  get subscriptions(): Subscriptions {
    return this.platform.subscriptions;
  }

  /** The platform's time in milliseconds since 1970; ahead of the machine's by what {@link advance} added. */
  get nowMs(): number {
    return this.platform.clock.nowMs();
  }

  /** Calls `listener` after every change of anything here. @returns ends it */
  onChange(listener: () => void): () => void {
    return this.changes.listen(listener);
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

  /** What is new after `seq`, once the page has said something and then been quiet for a moment, or when `waitMs` have passed. */
  answerAfter(conversation: Conversation, seq: number, waitMs: number): Promise<readonly Bubble[]> {
    return answerAfter(this.changes, conversation, seq, waitMs);
  }
}
