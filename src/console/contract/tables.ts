/** `GET routes` */
export interface RouteRow {
  readonly on: string;
  readonly pattern: string;
  readonly handler: string;
  readonly place: string;
  readonly definition: string | null;
}

/** `GET unhandled` */
export interface UnhandledRow {
  readonly pageId: string;
  readonly reason: string;
  readonly sample: string;
  readonly count: number;
  /** ISO 8601 */
  readonly lastAt: string;
}

/** `GET attributions`: how people arrived, the newest first. */
export interface AttributionRow {
  readonly psid: string;
  readonly pageId: string;
  /** ISO 8601 */
  readonly arrivedAt: string;
  readonly source: string;
  readonly ref: string | null;
  readonly adId: string | null;
}

/** `GET faults`, `PUT faults/:name {value, times?}`: what the stand-in does wrong on demand; `times` is how often, by default for good. */
export interface FaultRow {
  readonly name: string;
  /** What it does, and what it stands for at Meta. */
  readonly text: string;
  readonly group: 'delivery' | 'graph' | 'subscription';
  /** `off` comes first. */
  readonly choices: readonly string[];
  readonly value: string;
}

/** `POST clock/advance`: lets time pass on the platform and in the bot. */
export interface AdvanceBody {
  readonly ms: number;
}
