import { Injectable } from '@nestjs/common';
import {
  type HealthIndicatorFunction,
  type HealthIndicatorResult,
  HealthIndicatorService,
} from '@nestjs/terminus';
import { Diagnoses } from '../diagnoses.js';
import { PageStates } from '../page-states.js';

/** What is wrong between Meta and the pages. No reason to send events elsewhere: another process would fare alike. */
@Injectable()
export class PageIndicators {
  constructor(
    private readonly results: HealthIndicatorService,
    private readonly pages: PageStates,
    private readonly diagnoses: Diagnoses,
  ) {}

  all(): HealthIndicatorFunction[] {
    return [() => this.ofPages(), () => this.ofDoctor()];
  }

  /** Pages that are paused, their token's fault or Meta's. */
  private async ofPages(): Promise<HealthIndicatorResult> {
    const result = this.results.check('pages');
    const { pages } = await this.pages.state().catch(() => ({ pages: [] }));
    const paused = pages.flatMap(({ pageId, paused: pause }) =>
      pause === null
        ? []
        : [{ pageId, why: pause.why, until: new Date(pause.until).toISOString() }],
    );
    return paused.length > 0 ? result.degraded({ paused }) : result.up({ paused });
  }

  private ofDoctor(): HealthIndicatorResult {
    const result = this.results.check('doctor');
    const found = (this.diagnoses.alarms ?? []).map(({ rule, page }) => ({ rule, page }));
    return found.length > 0 ? result.degraded({ found }) : result.up({ found });
  }
}
