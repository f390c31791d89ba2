/** A page that sends nothing for now, and why. */
export interface PausedPage {
  readonly pageId: string;
  /** `token`, `restricted`, `limit`, `outage`. */
  readonly why: string;
}

/** How a running service is. */
export interface ServiceHealth {
  readonly paused: readonly PausedPage[];
}
