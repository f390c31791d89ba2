const IDLE_AFTER_MS = 86_400_000;

/** Apps of Meta that can own a thread. */
export const PAGE_INBOX_APP_ID = '263902037430900';
const LEAD_GEN_APP_IDS = ['413038776280800', '498721317747541'];

/**
 * Who may write in one conversation, as Conversation Routing has it.
 *
 * | state | entered | left |
 * |---|---|---|
 * | idle | at first; when it is released; 24 hours after the person's last message, or when its time is over | passed or taken |
 * | owned by an app | passed to it, or taken by it | released, or idle by time |
 *
 * While it is idle the page's default app may write; without a default app every app may.
 * @see https://developers.facebook.com/docs/messenger-platform/conversation-routing (read 2026-11-25)
 */
export class ThreadControl {
  private owner: string | null = null;
  /** Counts for the 24 hours when the person has not written since. */
  private sinceMs = 0;
  private untilMs: number | null = null;

  give(appId: string, nowMs: number): void {
    this.owner = appId;
    this.sinceMs = nowMs;
    this.untilMs = null;
  }

  release(): void {
    this.owner = null;
  }

  /** The owner keeps it for so long, whatever the person does. */
  extend(nowMs: number, durationMs: number): void {
    this.untilMs = nowMs + durationMs;
  }

  /**
   * `null` while the thread is idle. Once it was, the owner does not come back by a message of the person.
   * @param actsMs when the person did something, oldest first
   */
  ownerAt(nowMs: number, actsMs: readonly number[]): string | null {
    return nowMs < this.expiresAtMs(actsMs) ? this.owner : null;
  }

  /** When the thread becomes idle, or did. */
  expiresAtMs(actsMs: readonly number[]): number {
    if (this.untilMs !== null) return this.untilMs;
    let expiresAtMs = this.sinceMs + IDLE_AFTER_MS;
    for (const actMs of actsMs) {
      if (actMs >= this.sinceMs && actMs < expiresAtMs) expiresAtMs = actMs + IDLE_AFTER_MS;
    }
    return expiresAtMs;
  }
}

/** Whether a lead-generation ad is asking its questions. */
export function isAutomatedFlow(appId: string): boolean {
  return LEAD_GEN_APP_IDS.includes(appId);
}
