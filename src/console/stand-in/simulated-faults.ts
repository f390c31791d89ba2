import { Injectable } from '@nestjs/common';
import { NotFoundError } from '../console.errors.js';
import type { FaultRow } from '../contract.js';
import { FaultSwitches } from '../fault-switches.js';

/** Adapter: the stand-in is to have switches (`simulator.faults`); until then there is none. */
@Injectable()
export class SimulatedFaults extends FaultSwitches {
  override list(): readonly FaultRow[] {
    return [];
  }

  override set(name: string): void {
    throw new NotFoundError(`fault ${JSON.stringify(name)}`);
  }
}
