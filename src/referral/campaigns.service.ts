import { Injectable } from '@nestjs/common';
import { Clock, Store } from '../store/index.js';
import { type CampaignQuestion, type CampaignReport, readCampaigns } from './campaign-report.js';

/** What campaigns led to. */
@Injectable()
export class Campaigns {
  constructor(
    private readonly store: Store,
    private readonly clock: Clock,
  ) {}

  /** @param periodMs how far back, in milliseconds */
  read(periodMs: number, question: Omit<CampaignQuestion, 'since'>): Promise<CampaignReport> {
    const since = this.clock.now() - periodMs;
    return readCampaigns(this.store.tables(), { since, ...question });
  }
}
