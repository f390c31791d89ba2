import { Injectable } from '@nestjs/common';
import { UnavailableError } from './console.errors.js';
import type { FaultRow, PersonSummary } from './contract.js';
import { FaultSwitches } from './fault-switches.js';
import { People } from './people.js';
import { PlatformTime } from './platform-time.js';

const WHY =
  'In live mode people, faults and time are real. Start the demo (no META_* variable) for this.';

/** Meta's people: nobody acts for them, and Meta redelivers when it likes. */
@Injectable()
export class RealPeople extends People {
  override summaries(): readonly PersonSummary[] {
    return [];
  }

  override chat(): never {
    throw new UnavailableError(WHY);
  }

  override act(): Promise<never> {
    return Promise.reject(new UnavailableError(WHY));
  }

  override redeliver(): Promise<never> {
    return Promise.reject(new UnavailableError(WHY));
  }

  override watch(): () => void {
    return () => undefined;
  }
}

@Injectable()
export class RealFaults extends FaultSwitches {
  override list(): readonly FaultRow[] {
    return [];
  }

  override set(): never {
    throw new UnavailableError(WHY);
  }
}

@Injectable()
export class RealTime extends PlatformTime {
  override nowMs(): number {
    return Date.now();
  }

  override advance(): Promise<never> {
    return Promise.reject(new UnavailableError(WHY));
  }
}
