import { Inject, type MiddlewareConsumer, Module, type NestModule } from '@nestjs/common';
import { strictBodyParsers } from './http/body-parsers.js';
import { GraphController } from './http/graph.controller.js';
import { loopbackOnly } from './http/loopback-only.js';
import { MessageActsController } from './http/message-acts.controller.js';
import { PeopleController } from './http/people.controller.js';
import { PlatformController } from './http/platform.controller.js';
import { RecordsController } from './http/records.controller.js';
import { refuseMalformedPath } from './http/refuse-malformed-path.js';
import { responseHeaders } from './http/response-headers.js';
import {
  ConfigurableSimulatorModule,
  SIMULATOR_OPTIONS,
  SIMULATOR_SETTINGS,
} from './simulator.module-definition.js';
import { settingsFrom, type SimulatorSettings } from './simulator.options.js';
import { Simulator } from './simulator.service.js';

/**
 * A Messenger Platform on loopback. The routes are relative: mount the module with Nest's `RouterModule` and say where in
 * `mountPath`, or alone at the root of an application of its own. The application needs `bodyParser: false`; the parsers here serve these
 * routes only, so that the bot's webhook still sees raw bytes.
 */
@Module({
  controllers: [
    PeopleController,
    MessageActsController,
    PlatformController,
    RecordsController,
    // Takes every path that is left.
    GraphController,
  ],
  providers: [
    { provide: SIMULATOR_SETTINGS, useFactory: settingsFrom, inject: [SIMULATOR_OPTIONS] },
    Simulator,
  ],
  exports: [Simulator],
})
export class SimulatorModule extends ConfigurableSimulatorModule implements NestModule {
  constructor(@Inject(SIMULATOR_SETTINGS) private readonly settings: SimulatorSettings) {
    super();
  }

  configure(consumer: MiddlewareConsumer): void {
    // By prefix, and first: the pattern of a route would not get past such a path.
    consumer.apply(responseHeaders, refuseMalformedPath).forRoutes(this.settings.mountPath);
    consumer.apply(loopbackOnly).forRoutes(GraphController);
    consumer
      .apply(...strictBodyParsers)
      .forRoutes(PeopleController, MessageActsController, PlatformController, RecordsController);
  }
}
