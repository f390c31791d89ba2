import type { Subscriptions } from '../platform/subscriptions.js';
import type { SimulatedPage } from '../simulator.options.js';

/** Where a field is missing; of both the one that is named first when nothing arrives. */
export type Level = 'off' | 'app' | 'page';

/**
 * Takes fields away from the subscriptions and gives them back. The subscriptions themselves are all the state there is: what
 * a bot subscribes to through Graph mends the fault, and what it never had shows as one.
 */
export class MissingFields {
  constructor(
    private readonly subscriptions: Subscriptions,
    private readonly pages: readonly SimulatedPage[],
  ) {}

  levelOf(field: string): Level {
    const { app } = this.subscriptions;
    if (app !== null && !app.fields.has(field)) return 'app';
    const everywhere = this.pages.every(({ id }) => this.subscriptions.fieldsOf(id)?.has(field));
    return everywhere ? 'off' : 'page';
  }

  /** Afterwards the field is missing on this level and on no other. */
  move(field: string, level: Level): void {
    const { app } = this.subscriptions;
    if (app !== null) {
      this.subscriptions.app = { ...app, fields: changed(app.fields, field, level !== 'app') };
    }
    for (const { id } of this.pages) {
      const fields = this.subscriptions.fieldsOf(id) ?? new Set<string>();
      this.subscriptions.subscribe(id, changed(fields, field, level !== 'page'));
    }
  }
}

function changed(fields: ReadonlySet<string>, field: string, present: boolean): Set<string> {
  const all = new Set(fields);
  if (present) all.add(field);
  else all.delete(field);
  return all;
}
