import { Body, Get, Param, Put } from '@nestjs/common';
import type { Fault } from '../faults/faults.js';
import { Simulator } from '../simulator.service.js';
import { AdvanceBody, FaultBody } from './platform.dto.js';
import { Act, SimulatorRoutes } from './simulator-routes.js';

/** The platform's own switches, for curl: what goes wrong, and what time it is. */
@SimulatorRoutes()
export class PlatformController {
  constructor(private readonly simulator: Simulator) {}

  @Get('faults')
  faults(): readonly Fault[] {
    return this.simulator.faults.all();
  }

  @Put('faults/:name')
  setFault(@Param('name') name: string, @Body() { value, times }: FaultBody): readonly Fault[] {
    this.simulator.faults.change(name, value, times);
    return this.simulator.faults.all();
  }

  @Get('clock')
  clock(): { readonly nowMs: number } {
    return { nowMs: this.simulator.nowMs };
  }

  /** Answers when everything that became due on the way is done. */
  @Act('clock/advance')
  async advance(@Body() { ms }: AdvanceBody): Promise<{ readonly nowMs: number }> {
    await this.simulator.advance(ms);
    return this.clock();
  }
}
