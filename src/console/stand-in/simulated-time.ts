import { Injectable } from '@nestjs/common';
import { Simulator } from '../../simulator/index.js';
import { UnavailableError } from '../console.errors.js';
import { PlatformTime } from '../platform-time.js';

/** Adapter: the stand-in is to let time pass (`simulator.advance()`); until then it only tells it. */
@Injectable()
export class SimulatedTime extends PlatformTime {
  constructor(private readonly simulator: Simulator) {
    super();
  }

  override nowMs(): number {
    return this.simulator.settings.now();
  }

  override advance(): Promise<void> {
    return Promise.reject(new UnavailableError('This stand-in cannot let time pass yet.'));
  }
}
