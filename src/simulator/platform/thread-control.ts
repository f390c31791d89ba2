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

  /** `null` while the thread is idle. @param lastActMs when the person last did something */
  ownerAt(nowMs: number, lastActMs: number | null): string | null {
    return nowMs < this.expiresAtMs(lastActMs) ? this.owner : null;
  }

  expiresAtMs(lastActMs: number | null): number {
    return this.untilMs ?? Math.max(lastActMs ?? 0, this.sinceMs) + IDLE_AFTER_MS;
  }
}

/** Whether a lead-generation ad is asking its questions. */
export function isAutomatedFlow(appId: string): boolean {
  return LEAD_GEN_APP_IDS.includes(appId);
}
