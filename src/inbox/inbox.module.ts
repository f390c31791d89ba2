import { type DynamicModule, Module, type ModuleMetadata, type Type } from '@nestjs/common';
import { StoreModule } from '../store/index.js';
import { AttemptStore } from './attempt.store.js';
import { EventConsumption, INBOX_CONSUMERS } from './event-consumption.js';
import { EventHandling, INBOX_OBSERVERS } from './event-handling.js';
import { FailureLog } from './failure-log.js';
import { HandlingFactory } from './handling.factory.js';
import { type InboxConsumer, type InboxObserver, ReplySink } from './inbox.ports.js';
import { InboxRunner } from './inbox.runner.js';
import { inboxSchema } from './inbox.schema.js';
import { Inbox } from './inbox.service.js';
import { InboxStore } from './inbox.store.js';
import { OutcomeWriter } from './outcome-writer.js';
import { UnhandledCounts } from './unhandled-taps.js';

export interface InboxModuleOptions {
  /** The modules that export the consumers and the sink. */
  readonly imports: NonNullable<ModuleMetadata['imports']>;
  /** Who makes replies of events, in the order in which they see each event. */
  readonly consumers: readonly Type<InboxConsumer>[];
  /** Who sends the replies. */
  readonly replySink: Type<ReplySink>;
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
  }: InboxModuleOptions): DynamicModule {
    return {
      module: InboxModule,
      imports: [StoreModule.forFeature(inboxSchema), ...imports],
      providers: [
        Inbox,
        InboxRunner,
        InboxStore,
        AttemptStore,
        EventHandling,
        EventConsumption,
        OutcomeWriter,
        FailureLog,
        HandlingFactory,
        UnhandledCounts,
        { provide: ReplySink, useExisting: replySink },
        {
          provide: INBOX_CONSUMERS,
          inject: [...consumers],
          useFactory: (...instances: InboxConsumer[]) => instances,
        },
        {
          provide: INBOX_OBSERVERS,
          inject: [...observers],
          useFactory: (...instances: InboxObserver[]) => instances,
        },
      ],
      exports: [Inbox, UnhandledCounts],
    };
  }
}
