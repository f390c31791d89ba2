import { Get } from '@nestjs/common';
import { ConsoleOptions } from '../console.options.js';
import type { ConsoleState } from '../contract.js';
import { People } from '../people.js';
import { PlatformTime } from '../platform-time.js';
import { ApiController } from './api-controller.js';

/** Who is there. */
@ApiController()
export class StateController {
  constructor(
    private readonly options: ConsoleOptions,
    private readonly people: People,
    private readonly time: PlatformTime,
  ) {}

  @Get('state')
  state(): ConsoleState {
    const { mode, pages } = this.options;
    return { mode, pages, people: this.people.summaries(), nowMs: this.time.nowMs() };
  }
}
