import type { FaultRow } from './contract.js';

/** What the stand-in does wrong on demand. */
export abstract class FaultSwitches {
  abstract list(): readonly FaultRow[];

  /** @throws SimulatorError for a name or a value that there is not; UnavailableError where nothing can be switched */
  abstract set(name: string, value: string, times?: number): void;
}
