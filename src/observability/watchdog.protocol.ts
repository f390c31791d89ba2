/** Places in the memory that the main thread and the watchdog's share. */
export const PLACES = { beats: 0, debugged: 1 } as const;

/** How often the main thread shows that its event loop turns, and how often the watchdog looks. */
export const BEAT_EVERY_MS = 250;

/** What the watchdog is started with. */
export interface WatchdogStart {
  readonly memory: SharedArrayBuffer;
}

/** The name of a function of the main thread, without arguments, that says as JSON whose code runs. */
export const WHO_RUNS = '__taplineWhoRuns';
