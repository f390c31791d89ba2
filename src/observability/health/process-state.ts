import { Injectable } from '@nestjs/common';
import { LoopLag } from '../loop-lag.service.js';
import { Drain } from './drain.js';

/** What of the process itself decides whether it is ready. */
@Injectable()
export class ProcessState {
  constructor(
    private readonly drain: Drain,
    private readonly loop: LoopLag,
  ) {}

  get isDraining(): boolean {
    return this.drain.isDraining;
  }

  /** The longest within the last seconds. */
  get loopLagMs(): number {
    return this.loop.maxMs;
  }
}
