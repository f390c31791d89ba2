import { Body, Get, HttpCode, Param, Post, Put } from '@nestjs/common';
import { AdvanceBody, FaultBody } from '../../simulator/index.js';
import type { ConsoleEvent, FaultRow } from '../contract.js';
import { EventHub } from '../events/event-hub.js';
import { FaultSwitches } from '../fault-switches.js';
import { PlatformTime } from '../platform-time.js';
import { ApiController } from './api-controller.js';

/** What the stand-in does wrong, and its time. */
@ApiController()
export class PlatformController {
  constructor(
    private readonly faults: FaultSwitches,
    private readonly time: PlatformTime,
    private readonly hub: EventHub,
  ) {}

  @Get('faults')
  list(): readonly FaultRow[] {
    return this.faults.list();
  }

  /** Answers with all faults as they are now. */
  @Put('faults/:name')
  set(@Param('name') name: string, @Body() { value, times }: FaultBody): readonly FaultRow[] {
    this.faults.set(name, value, times);
    return this.faults.list();
  }

  /** Answers with the time as it is now, and tells it to everybody. */
  @Post('clock/advance')
  @HttpCode(200)
  async advance(@Body() { ms }: AdvanceBody): Promise<Extract<ConsoleEvent, { kind: 'clock' }>> {
    await this.time.advance(ms);
    const event = { kind: 'clock', nowMs: this.time.nowMs() } as const;
    this.hub.tell(event);
    return event;
  }
}
