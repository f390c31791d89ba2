import { type DynamicModule, Module } from '@nestjs/common';
import { TerminusModule } from '@nestjs/terminus';
import { OutboxModule, OutboxOperator } from '../outbox/index.js';
import { Backlog } from './backlog.js';
import { Drain, DrainOfInbox } from './health/drain.js';
import { HealthController } from './health/health.controller.js';
import { Indicators } from './health/indicators.js';
import { ProcessState } from './health/process-state.js';
import { StoreProbe } from './health/store-probe.js';
import { MetricsController } from './metrics/metrics.controller.js';
import { ObservabilityModule } from './observability.module.js';
import { ObserversModule } from './observers.module.js';
import { PageStates } from './page-states.js';

/** `/health/live`, `/health/ready` and `/metrics`. */
@Module({})
export class HealthModule {
  /** @param inbox the one of the application */
  static for(inbox: DynamicModule): DynamicModule {
    return {
      module: HealthModule,
      imports: [
        inbox,
        ObservabilityModule,
        ObserversModule,
        OutboxModule,
        TerminusModule.forRoot({ logger: false }),
      ],
      controllers: [HealthController, MetricsController],
      providers: [
        Backlog,
        Indicators,
        ProcessState,
        StoreProbe,
        { provide: Drain, useClass: DrainOfInbox },
        { provide: PageStates, useExisting: OutboxOperator },
      ],
    };
  }
}
