import { type DynamicModule, Module, type Provider, type Type } from '@nestjs/common';
import { DiscoveryModule } from '@nestjs/core';
import { OutboxModule } from '../outbox/index.js';
import { ReferralModule } from '../referral/index.js';
import { ConsoleOptions, type ConsoleModuleOptions } from './console.options.js';
import { TestTexts } from './copies/test-texts.service.js';
import { ChatFeed } from './events/chat-feed.js';
import { EventHub } from './events/event-hub.js';
import { RepliesNews } from './events/replies-news.js';
import { FaultSwitches } from './fault-switches.js';
import { DeadLettersController } from './http/dead-letters.controller.js';
import { EventsController } from './http/events.controller.js';
import { PageController } from './http/page.controller.js';
import { PageFiles } from './http/page-files.js';
import { PeopleController } from './http/people.controller.js';
import { PlatformController } from './http/platform.controller.js';
import { RepliesController } from './http/replies.controller.js';
import { ReportsController } from './http/reports.controller.js';
import { SecretFree } from './http/secret-free.js';
import { StateController } from './http/state.controller.js';
import { TracesController } from './http/traces.controller.js';
import { People } from './people.js';
import { PlatformTime } from './platform-time.js';
import { RealFaults, RealPeople, RealTime } from './real-world.js';
import { SimulatedFaults } from './stand-in/simulated-faults.js';
import { SimulatedPeople } from './stand-in/simulated-people.js';
import { SimulatedTime } from './stand-in/simulated-time.js';
import { StandInDeliveries } from './stand-in/stand-in.deliveries.js';
import { TracesModule } from './traces/traces.module.js';

const CONTROLLERS: Type[] = [
  StateController,
  PeopleController,
  TracesController,
  ReportsController,
  DeadLettersController,
  RepliesController,
  PlatformController,
  EventsController,
  PageController,
];

/** People of the stand-in, whose faults and time can be set. */
const SIMULATED: Provider[] = [
  StandInDeliveries,
  { provide: People, useClass: SimulatedPeople },
  { provide: FaultSwitches, useClass: SimulatedFaults },
  { provide: PlatformTime, useClass: SimulatedTime },
];

const REAL: Provider[] = [
  { provide: People, useClass: RealPeople },
  { provide: FaultSwitches, useClass: RealFaults },
  { provide: PlatformTime, useClass: RealTime },
];

/**
 * The chat window and the inspector, at `/console`. Everything below it stands behind guards: `http/console.guard.ts`. The inbox
 * it is given must have the `TraceRecorder` of the {@link TracesModule} among its observers.
 */
@Module({})
export class ConsoleModule {
  static forRoot({ inbox, simulator, ...options }: ConsoleModuleOptions): DynamicModule {
    const mode = simulator ? 'demo' : 'live';
    return {
      module: ConsoleModule,
      imports: [
        DiscoveryModule,
        TracesModule,
        ReferralModule,
        OutboxModule,
        inbox,
        ...(simulator ? [simulator] : []),
      ],
      controllers: CONTROLLERS,
      providers: [
        { provide: ConsoleOptions, useValue: { ...options, mode } satisfies ConsoleOptions },
        { provide: PageFiles, useFactory: () => PageFiles.read(options.pageFolder) },
        ...(simulator ? SIMULATED : REAL),
        ChatFeed,
        EventHub,
        RepliesNews,
        SecretFree,
        TestTexts,
      ],
    };
  }
}
