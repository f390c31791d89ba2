import { Injectable } from '@nestjs/common';
import { Simulator } from '../../simulator/index.js';
import type { FaultRow } from '../contract.js';
import { FaultSwitches } from '../fault-switches.js';

/** The faults of the stand-in for Meta. */
@Injectable()
export class SimulatedFaults extends FaultSwitches {
  constructor(private readonly simulator: Simulator) {
    super();
  }

  override list(): readonly FaultRow[] {
    return this.simulator.faults.all();
  }

  override set(name: string, value: string, times?: number): void {
    this.simulator.faults.change(name, value, times);
  }
}
