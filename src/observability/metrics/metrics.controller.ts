import { Controller, Get, Header } from '@nestjs/common';
import { Backlog } from '../backlog.js';
import { LoopDelay } from '../loop-delay.js';
import { Metrics } from './metrics.js';

/** For Prometheus. Open to whoever reaches the service: see docs/decisions/0020. */
@Controller('metrics')
export class MetricsController {
  private readonly loop = new LoopDelay();

  constructor(
    private readonly metrics: Metrics,
    private readonly backlog: Backlog,
  ) {}

  @Get()
  @Header('Content-Type', 'text/plain; version=0.0.4; charset=utf-8')
  @Header('Cache-Control', 'no-store')
  async read(): Promise<string> {
    return this.metrics.text({
      ...(await this.backlog.read()),
      loopDelaySeconds: this.loop.longestMs() / 1_000,
      residentBytes: process.memoryUsage.rss(),
    });
  }
}
