/** `GET campaigns?days=30&touch=last`: what brought people in these days, and what they did after that. */
export interface CampaignsReport {
  /** Most people first. */
  readonly campaigns: readonly CampaignRow[];
  /** How many there are altogether. */
  readonly count: number;
  /** All goals of these campaigns, what most people reached first. */
  readonly goals: readonly string[];
}

/** Counts of people, each of them once. */
export interface CampaignRow {
  readonly source: string;
  readonly ref: string | null;
  readonly adId: string | null;
  readonly arrived: number;
  /** Who then tapped or wrote something that a handler took. */
  readonly active: number;
  readonly goals: readonly ReachedRow[];
  /** Those that most people reached. */
  readonly handlers: readonly ReachedRow[];
}

interface ReachedRow {
  readonly name: string;
  readonly people: number;
}

/** Whether people count for their first arrival or for their last. */
export type CampaignTouch = 'first' | 'last';
