import { type DeclaredDefinition, declaredDefinitions } from './declarations.js';
import type { PayloadPattern } from './payload-pattern.js';
import { relate } from './relation/pattern-relation.js';

/**
 * The definitions that would get some of the payloads which a pattern builds: those that are narrower, and those that cross it.
 * Modules load one after another, so it looks again whenever definitions have been added.
 */
export class PayloadRivals {
  private readonly rivals: PayloadPattern[] = [];
  private compared = 0;

  /** @param declared all definitions there are, in an order that is only ever added to */
  constructor(
    private readonly pattern: PayloadPattern,
    private readonly declared: () => readonly DeclaredDefinition[] = declaredDefinitions,
  ) {}

  /** The definition that would get this payload in the place of ours, or `null`. */
  takerOf(payload: string): PayloadPattern | null {
    if (this.pattern.isLiteral) return null;
    this.compareNew();
    return this.rivals.find((rival) => rival.match(payload) !== null) ?? null;
  }

  private compareNew(): void {
    const declared = this.declared();
    for (const { definition } of declared.slice(this.compared)) {
      const patterns = [definition.pattern, ...definition.accepted];
      this.rivals.push(...patterns.filter((other) => this.isRival(other)));
    }
    this.compared = declared.length;
  }

  private isRival(other: PayloadPattern): boolean {
    const { verdict } = relate(other, this.pattern);
    return verdict === 'narrower' || verdict === 'overlap';
  }
}
