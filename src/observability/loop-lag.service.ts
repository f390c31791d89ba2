import { monitorEventLoopDelay } from 'node:perf_hooks';
import { Injectable, type OnModuleDestroy } from '@nestjs/common';

const RESOLUTION_MS = 20;
const WINDOW_MS = 10_000;
const NS_PER_MS = 1e6;

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
    const filled = [this.current, this.previous].filter((one) => one !== null && one.count > 0);
    return Math.max(0, ...filled.map((one) => (one?.max ?? 0) / NS_PER_MS - RESOLUTION_MS));
  }

  private turn(): void {
    this.current.disable();
    this.previous = this.current;
    this.current = startHistogram();
  }
}

type Histogram = ReturnType<typeof monitorEventLoopDelay>;

function startHistogram(): Histogram {
  const histogram = monitorEventLoopDelay({ resolution: RESOLUTION_MS });
  histogram.enable();
  return histogram;
}
