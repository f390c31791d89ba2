import { Injectable } from '@nestjs/common';
import {
  type HealthIndicatorFunction,
  type HealthIndicatorResult,
  HealthIndicatorService,
} from '@nestjs/terminus';
import { Backlog } from '../backlog.js';
import { PageIndicators } from './page-indicators.js';
import { ProcessState } from './process-state.js';
import { StoreProbe } from './store-probe.js';

/** The most that anybody makes us write by asking. */
const STORE_ASKED_EVERY_MS = 1_000;

/** From here on whoever taps notices: a reason for a warning, and none for ending the process, which mends no load. */
const LOOP_LATE_MS = 1_000;

/** What `/health/ready` looks at. `down` makes the service not ready; `degraded` is a warning, and only told. */
@Injectable()
export class Indicators {
  private storeAskedMs = -Infinity;
  private store: Promise<boolean> = Promise.resolve(true);

  constructor(
    private readonly results: HealthIndicatorService,
    private readonly probe: StoreProbe,
    private readonly process: ProcessState,
    private readonly backlog: Backlog,
    private readonly pages: PageIndicators,
  ) {}

  all(): HealthIndicatorFunction[] {
    return [
      () => this.ofStore(),
      () => this.ofProcess(),
      () => this.ofLoop(),
      () => this.ofBacklog(),
      ...this.pages.all(),
    ];
  }

  private async ofStore(): Promise<HealthIndicatorResult> {
    const result = this.results.check('store');
    return (await this.isWritable()) ? result.up() : result.down('the database takes no writes');
  }

  private ofProcess(): HealthIndicatorResult {
    const result = this.results.check('process');
    return this.process.isDraining ? result.down('the service is stopping') : result.up();
  }

  private ofLoop(): HealthIndicatorResult {
    const result = this.results.check('eventLoop');
    const facts = { longestDelayMs: Math.round(this.process.loopLagMs) };
    return facts.longestDelayMs > LOOP_LATE_MS ? result.degraded(facts) : result.up(facts);
  }

  /** Reads fail when the store does, and that is told already. */
  private async ofBacklog(): Promise<HealthIndicatorResult> {
    const result = this.results.check('backlog');
    try {
      const { waiting, oldestSeconds, deadLetters } = await this.backlog.read();
      const facts = { waiting, oldestSeconds: Math.round(oldestSeconds), deadLetters };
      return deadLetters > 0 ? result.degraded(facts) : result.up(facts);
    } catch {
      return result.degraded('it cannot be read');
    }
  }

  private isWritable(): Promise<boolean> {
    if (performance.now() - this.storeAskedMs >= STORE_ASKED_EVERY_MS) {
      this.storeAskedMs = performance.now();
      this.store = this.probe.write().then(
        () => true,
        () => false,
      );
    }
    return this.store;
  }
}
