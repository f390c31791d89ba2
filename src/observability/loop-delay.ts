import { monitorEventLoopDelay } from 'node:perf_hooks';

const RESOLUTION_MS = 20;
const MS_NS = 1e6;

/** How late the event loop was. Keeps no process alive. */
export class LoopDelay {
  private readonly histogram = monitorEventLoopDelay({ resolution: RESOLUTION_MS });

  constructor() {
    this.histogram.enable();
  }

  /** The longest delay since this was asked last. */
  longestMs(): number {
    const { max } = this.histogram;
    this.histogram.reset();
    return Math.max(0, max / MS_NS - RESOLUTION_MS);
  }
}
