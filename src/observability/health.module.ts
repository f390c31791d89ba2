import { type DynamicModule, Module, type Type } from '@nestjs/common';
import { TerminusModule } from '@nestjs/terminus';
import { OutboxModule, OutboxOperator } from '../outbox/index.js';
import { Backlog } from './backlog.js';
import { Diagnoses } from './diagnoses.js';
import { Drain, DrainOfInbox } from './health/drain.js';
import { HealthController } from './health/health.controller.js';
import { Indicators } from './health/indicators.js';
import { PageIndicators } from './health/page-indicators.js';
import { ProcessState } from './health/process-state.js';
import { StoreProbe } from './health/store-probe.js';
import { MetricsController } from './metrics/metrics.controller.js';
import { ObservabilityModule } from './observability.module.js';
import { ObserversModule } from './observers.module.js';
import { PageStates } from './page-states.js';

/** What health is read from beside the store. */
interface HealthSources {
  /** The one of the application. */
  readonly inbox: DynamicModule;
  /** Exports `diagnoses`. */
  readonly doctor: Type;
  readonly diagnoses: Type<Diagnoses>;
}

/** `/health/live`, `/health/ready` and `/metrics`. */
@Module({})
export class HealthModule {
  static for({ inbox, doctor, diagnoses }: HealthSources): DynamicModule {
    return {
      module: HealthModule,
      imports: [
        inbox,
        doctor,
        ObservabilityModule,
        ObserversModule,
        OutboxModule,
        TerminusModule.forRoot({ logger: false }),
      ],
      controllers: [HealthController, MetricsController],
      providers: [
        Backlog,
        Indicators,
        PageIndicators,
        ProcessState,
        StoreProbe,
        { provide: Drain, useClass: DrainOfInbox },
        { provide: PageStates, useExisting: OutboxOperator },
        { provide: Diagnoses, useExisting: diagnoses },
      ],
    };
  }
}
