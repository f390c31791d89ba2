/** `GET state`: who is there. */
export interface ConsoleState {
  /** `demo`: with people who tap, on the stand-in for Meta. `live`: the inspector alone. */
  readonly mode: 'demo' | 'live';
  readonly pages: readonly ConsolePage[];
  readonly people: readonly PersonSummary[];
  /** The platform's time, milliseconds since 1970; ahead of the machine's where somebody let time pass. */
  readonly nowMs: number;
}

export interface ConsolePage {
  readonly id: string;
  readonly name: string;
}

export interface PersonSummary {
  readonly psid: string;
  readonly name: string;
  readonly pageId: string;
  /** What the newest bubble reads; `null` in an empty chat. */
  readonly lastText: string | null;
  readonly blocked: boolean;
  /** Whether the page may write: 24 hours from the person's last act. */
  readonly windowOpen: boolean;
}
