import { Injectable } from '@nestjs/common';
import { Simulator } from '../../simulator/index.js';
import { PlatformTime } from '../platform-time.js';

/** The time of the stand-in for Meta; the bot of the demo lives in it too. */
@Injectable()
export class SimulatedTime extends PlatformTime {
  constructor(private readonly simulator: Simulator) {
    super();
  }

  override nowMs(): number {
    return this.simulator.nowMs;
  }

  override advance(ms: number): Promise<void> {
    return this.simulator.advance(ms);
  }
}
