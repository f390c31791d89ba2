import { type BootFinding, bootFinding } from './boot-finding.js';
import type { RouteHandler } from './postback.routes.js';

/** Handlers of which there may be one for each key; the second one is a finding. */
export class UniqueHandlers<Key> {
  readonly map = new Map<Key, RouteHandler>();
  readonly findings: BootFinding[] = [];

  /** @param nameOf says what a key stands for: `reaction events` */
  constructor(private readonly nameOf: (key: Key) => string) {}

  add(key: Key, handler: RouteHandler): void {
    const first = this.map.get(key);
    if (first) this.findings.push(this.conflict(key, first, handler));
    else this.map.set(key, handler);
  }

  private conflict(key: Key, first: RouteHandler, second: RouteHandler): BootFinding {
    return bootFinding({
      code: 'POSTBACK_CONFLICT',
      severity: 'error',
      problem: `two handlers claim ${this.nameOf(key)}.`,
      places: [first, second].map(({ label, place }) => ({ label, place })),
      mend: 'Each has one handler. Remove one decorator.',
    });
  }
}
