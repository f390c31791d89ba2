import type { BootFinding } from './postback.errors.js';
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
    const width = Math.max(first.label.length, second.label.length);
    const lines = [first, second].map(({ label, place }) => `  ${label.padEnd(width)}   ${place}`);
    return {
      code: 'POSTBACK_CONFLICT',
      severity: 'error',
      message: [
        `POSTBACK_CONFLICT: two handlers claim ${this.nameOf(key)}.`,
        ...lines,
        'Each has one handler. Remove one decorator.',
      ].join('\n'),
    };
  }
}
