import type { FaultRow } from './contract.js';

/** What the stand-in does wrong on demand. */
export abstract class FaultSwitches {
  abstract list(): readonly FaultRow[];

  /** @throws NotFoundError for a name, RequestInvalidError for a value that there is not */
  abstract set(name: string, value: string): void;
}
