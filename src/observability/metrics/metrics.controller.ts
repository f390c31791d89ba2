import { Controller, Get, Header } from '@nestjs/common';
import { Backlog } from '../backlog.js';
import { Diagnoses } from '../diagnoses.js';
import { FloatingErrors } from '../floating-errors.service.js';
import { LoopLag } from '../loop-lag.service.js';
import { Metrics } from './metrics.js';

/** For Prometheus. Open to whoever reaches the service: see docs/decisions/0020. */
@Controller('metrics')
export class MetricsController {
  constructor(
    private readonly metrics: Metrics,
    private readonly backlog: Backlog,
    private readonly loop: LoopLag,
    private readonly floating: FloatingErrors,
    private readonly diagnoses: Diagnoses,
  ) {}

  @Get()
  @Header('Content-Type', 'text/plain; version=0.0.4; charset=utf-8')
  @Header('Cache-Control', 'no-store')
  async read(): Promise<string> {
    return this.metrics.text({
      ...(await this.backlog.read()),
      doctorErrors: this.alarmsOf('error'),
      doctorWarnings: this.alarmsOf('warning'),
      errorsLeftBehind: this.floating.count,
      loopDelaySeconds: this.loop.maxMs / 1_000,
      residentBytes: process.memoryUsage.rss(),
    });
  }

  private alarmsOf(severity: string): number {
    return (this.diagnoses.alarms ?? []).filter((alarm) => alarm.severity === severity).length;
  }
}
