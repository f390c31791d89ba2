import { type Kysely, type RawBuilder, sql } from 'kysely';
import type { Tables } from '../store/index.js';
import type { StepKind } from './attribution.tables.js';

/** Which of their arrivals a person is counted by. */
export const TOUCHES = ['first', 'last'] as const;
export type Touch = (typeof TOUCHES)[number];

export interface CampaignQuestion {
  /** Of people whose arrival is not older, in milliseconds since 1970. */
  readonly since: number;
  readonly touch: Touch;
  /** How many campaigns at most. */
  readonly limit: number;
}

/** A handler or a goal, and how many people got there. */
export interface Reached {
  readonly name: string;
  readonly people: number;
}

/** What brought people, and what they did after that. Everything counts people, and each of them once. */
export interface Campaign {
  /** `SHORTLINK`, `ADS`, … as Meta spells it. */
  readonly source: string;
  readonly ref: string | null;
  readonly adId: string | null;
  readonly arrived: number;
  /** Of these: who then tapped or wrote something that a handler took. */
  readonly active: number;
  /** Most people first. */
  readonly goals: readonly Reached[];
  /** The handlers that most people reached, most first. */
  readonly handlers: readonly Reached[];
}

export interface CampaignReport {
  /** Most people first. */
  readonly campaigns: readonly Campaign[];
  /** How many there are altogether. */
  readonly count: number;
}

const HANDLERS_MAX = 5;

interface Row {
  readonly campaign: number;
  readonly kind: 'campaign' | 'active' | StepKind;
  /** Of the step; of a campaign its source. */
  readonly name: string;
  readonly people: number;
  readonly ref: string | null;
  readonly ad_id: string | null;
  readonly total: number;
}

/** Of the database of a service, whether or not it runs. */
export async function readCampaigns(
  db: Kysely<Tables>,
  question: CampaignQuestion,
): Promise<CampaignReport> {
  const { rows } = await statement(question).execute(db);
  const ofCampaign = Map.groupBy(rows, ({ campaign }) => campaign);
  const heads = rows.filter(({ kind }) => kind === 'campaign');
  return {
    campaigns: heads.map((head) => campaignOf(head, ofCampaign.get(head.campaign) ?? [])),
    count: heads[0]?.total ?? 0,
  };
}

/** All goals that any of these campaigns led to, what most people reached first: the columns of a table. */
export function goalsOf(campaigns: readonly Campaign[]): readonly string[] {
  const people = new Map<string, number>();
  for (const goal of campaigns.flatMap(({ goals }) => goals))
    people.set(goal.name, (people.get(goal.name) ?? 0) + goal.people);
  return [...people].toSorted(([, a], [, b]) => b - a).map(([name]) => name);
}

function campaignOf({ name: source, ref, ad_id, people }: Row, rows: readonly Row[]): Campaign {
  const reached = (wanted: StepKind): readonly Reached[] =>
    rows
      .filter(({ kind }) => kind === wanted)
      .map((row) => ({ name: row.name, people: row.people }));
  return {
    source,
    ref,
    adId: ad_id,
    arrived: people,
    active: rows.find(({ kind }) => kind === 'active')?.people ?? 0,
    goals: reached('goal'),
    handlers: reached('handler').slice(0, HANDLERS_MAX),
  };
}

/** The touches of the period and the steps of their people are found by their indexes; all else works on what was found. */
function statement({ since, touch, limit }: CampaignQuestion): RawBuilder<Row> {
  const [id, at] = [sql.ref(`touch.${touch}_id`), sql.ref(`touch.${touch}_at`)];
  return sql<Row>`with arrived as materialized (
      select touch.conversation, ${at} as at, source, ref, ad_id,
        dense_rank() over (order by source, ref, ad_id) as campaign
      from referral_touches as touch join referral_attributions as arrival on arrival.id = ${id}
      where ${at} >= ${since}),
    campaigns as materialized (
      select campaign, min(source) as source, min(ref) as ref, min(ad_id) as ad_id, count(*) as people,
        max(at) as newest_at, count(*) over () as total
      from arrived group by campaign order by people desc, newest_at desc, campaign limit ${limit}),
    followed as materialized (
      select campaign, arrived.conversation, kind, name
      from arrived cross join referral_steps as step
        on step.conversation = arrived.conversation and step.last_at >= arrived.at
      where campaign in (select campaign from campaigns)),
    counted as (
      select campaign, 'campaign' as kind, source as name, people, ref, ad_id, total, newest_at from campaigns
      union all select campaign, 'active', '', count(distinct conversation), null, null, 0, 0
        from followed where kind = 'handler' group by campaign
      union all select campaign, kind, name, count(*), null, null, 0, 0
        from followed group by campaign, kind, name)
    select campaign, kind, name, people, ref, ad_id, total from counted
    order by people desc, newest_at desc, name`;
}
