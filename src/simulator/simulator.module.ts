import { type MiddlewareConsumer, Module, type NestModule } from '@nestjs/common';
import { forgivingBodyParsers, strictBodyParsers } from './http/body-parsers.js';
import { GraphController } from './http/graph.controller.js';
import { loopbackOnly } from './http/loopback-only.js';
import { MessageActsController } from './http/message-acts.controller.js';
import { PeopleController } from './http/people.controller.js';
import { PlatformController } from './http/platform.controller.js';
import { RecordsController } from './http/records.controller.js';
import {
  ConfigurableSimulatorModule,
  SIMULATOR_OPTIONS,
  SIMULATOR_SETTINGS,
} from './simulator.module-definition.js';
import { settingsFrom } from './simulator.options.js';
import { Simulator } from './simulator.service.js';

/**
 * A Messenger Platform on loopback. The routes are relative: mount the module with Nest's `RouterModule`, or alone at
 * the root of an application of its own. The application needs `bodyParser: false`; the parsers here serve these
 * routes only, so that the bot's webhook still sees raw bytes.
 */
@Module({
  controllers: [
    GraphController,
    PeopleController,
    MessageActsController,
    PlatformController,
    RecordsController,
  ],
  providers: [
    { provide: SIMULATOR_SETTINGS, useFactory: settingsFrom, inject: [SIMULATOR_OPTIONS] },
    Simulator,
  ],
  exports: [Simulator],
})
export class SimulatorModule extends ConfigurableSimulatorModule implements NestModule {
  configure(consumer: MiddlewareConsumer): void {
    consumer.apply(loopbackOnly, ...forgivingBodyParsers).forRoutes(GraphController);
    consumer
      .apply(loopbackOnly, ...strictBodyParsers)
      .forRoutes(PeopleController, MessageActsController, PlatformController, RecordsController);
  }
}
