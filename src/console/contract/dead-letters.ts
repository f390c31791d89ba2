/** `GET dead-letters`: events that were given up on, the newest first. */
export interface DeadLetterRow {
  readonly key: string;
  readonly pageId: string;
  /** The handlers that took part; `null` when none did. */
  readonly handler: string | null;
  readonly attempts: number;
  /** What the last attempt failed with. */
  readonly error: string;
  /** ISO 8601 */
  readonly receivedAt: string;
  /** ISO 8601 */
  readonly givenUpAt: string;
  /** Its conversation waits until it is replayed or dropped. */
  readonly blocks: boolean;
}

/** `GET dead-letters/:key`: what is known of one beside its row. */
export interface DeadLetterHistory {
  /** What was tapped; `null` for what is no tap, and when what Meta sent is forgotten. */
  readonly payload: string | null;
  /** Times are ISO 8601. */
  readonly attempts: readonly {
    readonly attempt: number;
    readonly endedAt: string;
    readonly handler: string | null;
    readonly error: string;
  }[];
  /** What operators did. */
  readonly audit: readonly {
    readonly at: string;
    readonly actor: string;
    readonly action: string;
  }[];
}

/** `POST dead-letters/:key/replay`, `POST dead-letters/:key/drop`, and what operators do to replies and pages. */
export interface Operated {
  /** `false`: somebody or something else was faster. */
  readonly done: boolean;
}
