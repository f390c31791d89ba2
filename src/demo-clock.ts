import {
  type DynamicModule,
  Injectable,
  Module,
  type OnModuleDestroy,
  type OnModuleInit,
} from '@nestjs/common';
import { Simulator } from './simulator/index.js';
import { Clock } from './store/index.js';

/** The platform counts a few milliseconds ahead when much happens at once; that is no time that somebody let pass. */
const NOTICED_MS = 1_000;

/** In the demo the bot lives in the time of the stand-in: where 24 hours pass there, its retries come due. */
@Injectable()
class DemoClock implements OnModuleInit, OnModuleDestroy {
  private stop = (): void => undefined;

  constructor(
    private readonly simulator: Simulator,
    private readonly clock: Clock,
  ) {}

  onModuleInit(): void {
    this.stop = this.simulator.onChange(() => this.follow());
  }

  onModuleDestroy(): void {
    this.stop();
  }

  private follow(): void {
    const behindMs = this.simulator.nowMs - this.clock.now();
    if (behindMs > NOTICED_MS) void this.clock.advance(behindMs);
  }
}

@Module({})
export class DemoClockModule {
  static for(simulator: DynamicModule): DynamicModule {
    return { module: DemoClockModule, imports: [simulator], providers: [DemoClock] };
  }
}
