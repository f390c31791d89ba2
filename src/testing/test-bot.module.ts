import { type DynamicModule, Module } from '@nestjs/common';
import { ConfigModule, type Environment } from '../config/index.js';
import { InboxModule, RetrySchedule } from '../inbox/index.js';
import { Outbox, OutboxModule, PolicyConsumer } from '../outbox/index.js';
import {
  PostbackDispatcher,
  PostbackModule,
  type PostbackModuleOptions,
} from '../postback/index.js';
import {
  AttributionConsumer,
  ReferralConsumer,
  ReferralModule,
  StepWitness,
} from '../referral/index.js';
import { Simulator } from '../simulator/index.js';
import { StoreModule } from '../store/index.js';
import { DeliveryReader } from '../webhook/index.js';
import { DeadTaps } from './dead-taps.js';
import { InProcessWebhook } from './in-process-webhook.js';
import { Journal } from './journal.js';
import { Stage } from './stage.js';
import { Stillness } from './stillness.js';
import { Refusals } from './watched-graph.client.js';
import { WithheldReplies } from './withheld-replies.js';

@Module({ providers: [Journal], exports: [Journal] })
class JournalModule {}

/** What the modules of a bot are made from. */
export interface TestBotParts {
  readonly environment: Environment;
  readonly simulator: Simulator;
  readonly postback: PostbackModuleOptions;
}

/** The pipeline of the application without HTTP and without Meta, in the order in which a tap passes through it. */
@Module({
  imports: [JournalModule, OutboxModule],
  providers: [
    DeliveryReader,
    DeadTaps,
    InProcessWebhook,
    Refusals,
    Stage,
    Stillness,
    WithheldReplies,
  ],
  exports: [Refusals],
})
export class TestBotModule {
  static for({ environment, simulator, postback }: TestBotParts): DynamicModule {
    const inbox = InboxModule.forRoot({
      imports: [JournalModule, OutboxModule, ReferralModule],
      consumers: [PolicyConsumer, AttributionConsumer, ReferralConsumer, PostbackDispatcher],
      replySink: Outbox,
      witnesses: [StepWitness],
      observers: [Journal],
      // A handler that fails in a test has failed; what the person does next is not held up.
      retries: RetrySchedule.none,
    });
    return {
      module: TestBotModule,
      global: true,
      imports: [
        ConfigModule.forRoot(environment),
        StoreModule,
        inbox,
        // One feature of many may be loaded: what the others handle has no handler here.
        PostbackModule.forRoot({ buttonPolicy: 'off', ...postback }),
        ReferralModule,
      ],
      providers: [{ provide: Simulator, useValue: simulator }],
    };
  }
}
