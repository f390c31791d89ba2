import { Module } from '@nestjs/common';
import { TerminusModule } from '@nestjs/terminus';
import { Outbox, OutboxModule } from '../outbox/index.js';
import { Backlog } from './backlog.js';
import { Drain, DrainOnClose } from './health/drain.js';
import { HealthController } from './health/health.controller.js';
import { Indicators } from './health/indicators.js';
import { StoreProbe } from './health/store-probe.js';
import { MetricsController } from './metrics/metrics.controller.js';
import { ObserversModule } from './observers.module.js';
import { PageStates } from './page-states.js';

/** `/health/live`, `/health/ready` and `/metrics`. */
@Module({
  imports: [ObserversModule, OutboxModule, TerminusModule.forRoot({ logger: false })],
  controllers: [HealthController, MetricsController],
  providers: [
    Backlog,
    Indicators,
    StoreProbe,
    { provide: Drain, useClass: DrainOnClose },
    { provide: PageStates, useExisting: Outbox },
  ],
})
export class HealthModule {}
