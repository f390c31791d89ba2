import { Get, Query } from '@nestjs/common';
import { UnhandledCounts } from '../../inbox/index.js';
import { declaredDefinitions, partiesOf } from '../../messaging/index.js';
import { listRoutes, PostbackRoutes } from '../../postback/index.js';
import {
  type Arrived,
  Attributions,
  Campaigns,
  goalsOf,
  ReferralRoutes,
} from '../../referral/index.js';
import type { AttributionRow, CampaignsReport, RouteRow, UnhandledRow } from '../contract.js';
import { ApiController } from './api-controller.js';
import { CampaignsQuery } from './reports.dto.js';

const ATTRIBUTIONS_MAX = 500;
const CAMPAIGNS_MAX = 100;
const DAY_MS = 86_400_000;

/** The tables of the inspector. */
@ApiController()
export class ReportsController {
  constructor(
    private readonly taps: PostbackRoutes,
    private readonly referrals: ReferralRoutes,
    private readonly counts: UnhandledCounts,
    private readonly arrivals: Attributions,
    private readonly campaignResults: Campaigns,
  ) {}

  /** In order of precedence. */
  @Get('routes')
  routes(): readonly RouteRow[] {
    return [...listRoutes(this.taps.set, declaredDefinitions()), ...this.referrals.list()];
  }

  /** The most frequent first, without the values in the payloads. */
  @Get('unhandled')
  async unhandled(): Promise<readonly UnhandledRow[]> {
    const taps = await this.counts.read();
    return taps.map(({ pageId, reason, sample, count, lastAt }) => ({
      pageId,
      reason,
      sample,
      count,
      lastAt: lastAt.toISOString(),
    }));
  }

  /** Most people first. */
  @Get('campaigns')
  async campaigns(@Query() { days, touch }: CampaignsQuery): Promise<CampaignsReport> {
    const question = { touch, limit: CAMPAIGNS_MAX };
    const { campaigns, count } = await this.campaignResults.read(days * DAY_MS, question);
    return { campaigns, count, goals: goalsOf(campaigns) };
  }

  /** The newest first. */
  @Get('attributions')
  async attributions(): Promise<readonly AttributionRow[]> {
    return (await this.arrivals.newest(ATTRIBUTIONS_MAX)).map(rowOf);
  }
}

function rowOf({ conversation, arrivedAt, source, ref, adId }: Arrived): AttributionRow {
  const { pageId, userId, userRef } = partiesOf(conversation);
  const psid = userId ?? userRef ?? '';
  return { psid, pageId, arrivedAt: arrivedAt.toISOString(), source, ref, adId };
}
