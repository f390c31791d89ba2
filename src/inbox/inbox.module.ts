import {
  type DynamicModule,
  Module,
  type ModuleMetadata,
  type Provider,
  type Type,
} from '@nestjs/common';
import { StoreModule } from '../store/index.js';
import { AttemptJudge } from './attempt-judge.js';
import { AttemptStore } from './attempt.store.js';
import { EventConsumption, INBOX_CONSUMERS } from './event-consumption.js';
import { EventHandling } from './event-handling.js';
import { EventReports, INBOX_OBSERVERS } from './event-reports.js';
import { HandlingFactory } from './handling.factory.js';
import {
  type InboxConsumer,
  type InboxObserver,
  type InboxWitness,
  ReplySink,
} from './inbox.ports.js';
import { InboxDrain } from './inbox-drain.js';
import { InboxOperator } from './inbox.operator.js';
import { InboxRunner } from './inbox.runner.js';
import { inboxSchema } from './inbox.schema.js';
import { Inbox } from './inbox.service.js';
import { InboxStore } from './inbox.store.js';
import { INBOX_WITNESSES, OutcomeWriter } from './outcome-writer.js';
import { RetrySchedule } from './retry-schedule.js';
import { UnhandledCounts } from './unhandled-taps.js';

export interface InboxModuleOptions {
  /** The modules that export the consumers and the sink. */
  readonly imports: NonNullable<ModuleMetadata['imports']>;
  /** Who makes replies of events, in the order in which they see each event. */
  readonly consumers: readonly Type<InboxConsumer>[];
  /** Who sends the replies. */
  readonly replySink: Type<ReplySink>;
  /** When what failed is tried again; {@link RetrySchedule.usual} unless it is given. */
  readonly retries?: RetrySchedule;
  /** Who writes down which handlers events reached. */
  readonly witnesses?: readonly Type<InboxWitness>[];
  /** Who hears what became of events. */
  readonly observers?: readonly Type<InboxObserver>[];
}

/** Stored before answered, then handled in order. The application says who handles and who sends. */
@Module({})
export class InboxModule {
  static forRoot({
    imports,
    consumers,
    replySink,
    observers = [],
    witnesses = [],
    retries = RetrySchedule.usual,
  }: InboxModuleOptions): DynamicModule {
    return {
      module: InboxModule,
      imports: [StoreModule.forFeature(inboxSchema), ...imports],
      providers: [
        Inbox,
        InboxDrain,
        InboxRunner,
        InboxOperator,
        InboxStore,
        AttemptStore,
        EventHandling,
        EventConsumption,
        OutcomeWriter,
        EventReports,
        AttemptJudge,
        HandlingFactory,
        UnhandledCounts,
        { provide: RetrySchedule, useValue: retries },
        { provide: ReplySink, useExisting: replySink },
        ofAll(INBOX_CONSUMERS, consumers),
        ofAll(INBOX_WITNESSES, witnesses),
        ofAll(INBOX_OBSERVERS, observers),
      ],
      exports: [Inbox, InboxOperator, UnhandledCounts],
    };
  }
}

/** The instances of these classes, in this order. */
function ofAll(provide: symbol, classes: readonly Type[]): Provider {
  return { provide, inject: [...classes], useFactory: (...instances: object[]) => instances };
}
