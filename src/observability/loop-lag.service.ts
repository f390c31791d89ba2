import { monitorEventLoopDelay } from 'node:perf_hooks';
import { Injectable, type OnModuleDestroy } from '@nestjs/common';

const RESOLUTION_MS = 20;
const WINDOW_MS = 10_000;
const NS_PER_MS = 1e6;

/** From here on whoever taps notices. */
const LAGGING_MS = 1_000;

/** How long what was due had to wait for the event loop, within the last 10 to 20 seconds. */
@Injectable()
export class LoopLag implements OnModuleDestroy {
  private current = startHistogram();
  private previous: Histogram | null = null;
  private readonly turning = setInterval(() => this.turn(), WINDOW_MS).unref();

  onModuleDestroy(): void {
    clearInterval(this.turning);
    this.current.disable();
  }

  get maxMs(): number {
    return this.worst((histogram) => histogram.max);
  }

  get p99Ms(): number {
    return this.worst((histogram) => histogram.percentile(99));
  }

  /** A reason for a warning. None for ending the process: that mends no load. */
  get isLagging(): boolean {
    return this.maxMs > LAGGING_MS;
  }

  private turn(): void {
    this.current.disable();
    this.previous = this.current;
    this.current = startHistogram();
  }

  private worst(of: (histogram: Histogram) => number): number {
    const filled = [this.current, this.previous].filter((one) => one !== null && one.count > 0);
    const lags = filled.map((one) => (one ? of(one) / NS_PER_MS - RESOLUTION_MS : 0));
    return Math.max(0, ...lags);
  }
}

type Histogram = ReturnType<typeof monitorEventLoopDelay>;

function startHistogram(): Histogram {
  const histogram = monitorEventLoopDelay({ resolution: RESOLUTION_MS });
  histogram.enable();
  return histogram;
}
