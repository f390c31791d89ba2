import { fileURLToPath } from 'node:url';
import { type DynamicModule, Module, type Type } from '@nestjs/common';
import { ConfigModule, type Environment } from './config/index.js';
import { DoctorModule, DoctorWatch } from './doctor/index.js';
import { InboxModule } from './inbox/index.js';
import { MenuModule } from './menu/index.js';
import {
  EventLog,
  HealthModule,
  Metrics,
  ObservabilityModule,
  ObserversModule,
} from './observability/index.js';
import { OrdersModule } from './orders/index.js';
import { Outbox, OutboxModule, PolicyConsumer } from './outbox/index.js';
import { PostbackDispatcher, PostbackModule } from './postback/index.js';
import { ProductsModule } from './products/index.js';
import {
  AttributionConsumer,
  ReferralConsumer,
  ReferralModule,
  StepWitness,
} from './referral/index.js';
import { mounted, simulatorFor } from './demo.js';
import { consoleFor, inspectionOf } from './inspector.js';
import { SHOP_MENU } from './shop-menu.js';
import { StoreModule } from './store/index.js';
import { SupportModule } from './support/index.js';
import { WebhookModule } from './webhook/index.js';
import { WelcomeModule } from './welcome/index.js';

/**
 * The features: what this shop says. A new one is a folder and a line here.
 * @public test/fixtures adds to them
 */
export const FEATURES: readonly (Type | DynamicModule)[] = [
  WelcomeModule,
  OrdersModule,
  SupportModule,
  ProductsModule,
  MenuModule.forRoot(SHOP_MENU),
];

/** Beside package.json, wherever the service is started from. */
const LOCKFILE = fileURLToPath(new URL('../payloads.lock.json', import.meta.url));

/** Features, and where the promises to their buttons are kept. */
export interface Program {
  readonly features: readonly (Type | DynamicModule)[];
  readonly lockfile?: string;
}

/** The program, in the order in which a tap passes through it. */
@Module({})
export class AppModule {
  static for(
    environment: Environment,
    { features, lockfile }: Program = { features: FEATURES, lockfile: LOCKFILE },
  ): DynamicModule {
    const { imports, observers } = inspectionOf(environment);
    const inbox = InboxModule.forRoot({
      imports: [OutboxModule, ReferralModule, ObserversModule, ...imports],
      consumers: [PolicyConsumer, AttributionConsumer, ReferralConsumer, PostbackDispatcher],
      replySink: Outbox,
      witnesses: [StepWitness],
      observers: [EventLog, Metrics, ...observers],
    });
    const { appSecrets, verifyToken } = environment;
    const simulator = simulatorFor(environment);
    const webhook = WebhookModule.forRoot({ inbox, appSecrets, verifyToken });
    return {
      module: AppModule,
      imports: [
        ConfigModule.forRoot(environment), // the environment, checked
        ObservabilityModule, //               logs
        StoreModule, //                       the database
        webhook, //                           Meta calls us: bytes, signature
        inbox, //                             stored before answered, handled in order
        PostbackModule.forRoot({ ...(lockfile && { lockfile }) }), // event -> handler
        ReferralModule, //                    where people came from
        ...features, //                       what the shop says
        OutboxModule, //                      replies stored, sent in order through graph
        DoctorModule, //                      why taps do not arrive
        HealthModule.for({ inbox, doctor: DoctorModule, diagnoses: DoctorWatch }), // is it well, what it counts
        ...mounted(simulator), //             demo mode: the stand-in for Meta
        ...consoleFor(environment, inbox, simulator), // the chat window and the inspector
      ],
    };
  }
}
