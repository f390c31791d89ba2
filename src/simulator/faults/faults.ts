import { FaultChoiceError, UnknownFaultError } from '../simulator.errors.js';
import {
  FAULT_NAMES,
  type FaultDefinition,
  type FaultName,
  FAULTS,
  type FaultValues,
  isFaultName,
} from './fault-list.js';
import type { MissingFields } from './missing-fields.js';
import type { RevokedTokens } from './revoked-tokens.js';

/** A fault as it stands, for a list of switches. */
export interface Fault extends FaultDefinition {
  readonly name: FaultName;
  readonly value: string;
}

const MISSING = [
  ['missing-messaging_postbacks', 'messaging_postbacks'],
  ['missing-messages', 'messages'],
  ['missing-messaging_referrals', 'messaging_referrals'],
  ['missing-message_echoes', 'message_echoes'],
] as const satisfies readonly (readonly [FaultName, string])[];

/**
 * What the stand-in does wrong on demand. All are off at the start, but for fields that nobody subscribed to.
 *
 *     simulator.faults.set('send-then-fail', 'on', { times: 1 });
 */
export class Faults {
  /** What is not here is off. */
  private values: Partial<FaultValues> = {};
  /** How often the faults that end by themselves will still strike. */
  private readonly left = new Map<FaultName, number>();

  constructor(
    private readonly fields: MissingFields,
    private readonly tokens: RevokedTokens,
  ) {}

  value<N extends FaultName>(name: N): FaultValues[N] {
    return this.current()[name] ?? 'off';
  }

  /**
   * Switches a fault; it applies to what happens from now on.
   * @param times how often it strikes before it is off again; by default it stays. Faults of the group `subscription` always stay.
   */
  set<N extends FaultName>(
    name: N,
    value: FaultValues[N],
    { times }: { readonly times?: number } = {},
  ): void {
    const wanted: Partial<FaultValues> = { ...this.current() };
    wanted[name] = value;
    this.values = wanted;
    this.left.delete(name);
    if (times !== undefined) this.left.set(name, times);
    const revoked = wanted['revoked-token'] ?? 'off';
    if (revoked !== this.tokens.value) this.tokens.set(revoked);
    for (const [fault, field] of MISSING) {
      const level = wanted[fault] ?? 'off';
      if (level !== this.fields.levelOf(field)) this.fields.move(field, level);
    }
  }

  /**
   * The same for a name and a value that somebody typed.
   * @throws {@link UnknownFaultError}, {@link FaultChoiceError}
   */
  change(name: string, value: string, times?: number): void {
    if (!isFaultName(name)) throw new UnknownFaultError(name, FAULT_NAMES);
    if (!isChoiceOf(name, value)) throw new FaultChoiceError(name, value, FAULTS[name].choices);
    this.set(name, value, times === undefined ? {} : { times });
  }

  /** The value, for somebody who now does what it says: counts down `times`. */
  strike<N extends FaultName>(name: N): FaultValues[N] {
    const value = this.value(name);
    const left = this.left.get(name);
    if (value !== 'off' && left !== undefined) {
      this.left.set(name, left - 1);
      if (left <= 1) this.change(name, 'off');
    }
    return value;
  }

  all(): readonly Fault[] {
    const current = this.current();
    return FAULT_NAMES.map((name) => ({ name, ...FAULTS[name], value: current[name] ?? 'off' }));
  }

  /** Switches everything off. */
  reset(): void {
    for (const name of FAULT_NAMES) this.change(name, 'off');
  }

  private current(): Partial<FaultValues> {
    const missing = MISSING.map(([fault, field]) => [fault, this.fields.levelOf(field)] as const);
    const revoked = { 'revoked-token': this.tokens.value };
    return { ...this.values, ...Object.fromEntries(missing), ...revoked };
  }
}

function isChoiceOf<N extends FaultName>(name: N, value: string): value is FaultValues[N] {
  const choices: readonly string[] = FAULTS[name].choices;
  return choices.includes(value);
}
