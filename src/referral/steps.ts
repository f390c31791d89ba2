import { type Kysely, sql } from 'kysely';
import type { Tables } from '../store/index.js';
import type { AttributionTables, StepKind } from './attribution.tables.js';

/** What somebody did, and when, in milliseconds since 1970. */
export interface Step {
  readonly conversation: string;
  readonly kind: StepKind;
  /** `ProductsHandlers.view`, or the goal: `cart`. */
  readonly name: string;
  readonly at: number;
}

/**
 * Keeps a step of a person who came by a link or an ad; of anybody else, and of somebody who was erased meanwhile, it keeps
 * nothing. The same step again moves its time forward, so that writing it twice changes nothing.
 */
export async function recordStep(
  db: Kysely<AttributionTables>,
  { conversation, kind, name, at }: Step,
): Promise<void> {
  await sql`insert into referral_steps (conversation, kind, name, last_at)
    select conversation, ${kind}, ${name}, ${at} from referral_touches where conversation = ${conversation}
    on conflict (conversation, kind, name) do update set last_at = excluded.last_at
      where excluded.last_at > referral_steps.last_at`.execute(db);
}

/** Thirteen months: a campaign can be compared with the one of a year ago. */
const KEPT_MS = 400 * 86_400_000;
const ROWS_A_CALL = 500;

/** See `Schema.purge`. How people arrived is kept. */
export async function purgeSteps(root: Kysely<Tables>, now: number): Promise<boolean> {
  const { numAffectedRows } = await sql`delete from referral_steps
    where (conversation, kind, name) in (
      select conversation, kind, name from referral_steps where last_at < ${now - KEPT_MS} limit ${ROWS_A_CALL})`.execute(
    root,
  );
  return Number(numAffectedRows ?? 0) >= ROWS_A_CALL;
}
