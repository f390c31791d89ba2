import { describe, expect, it } from '@jest/globals';
import { array, assert, constant, double, integer, oneof, property, record } from 'fast-check';
import { SteadyTime } from './steady-time.js';

const SECOND_MS = 1_000;
const HOUR_MS = 3_600 * SECOND_MS;
const DAY_MS = 24 * HOUR_MS;
const START = Date.UTC(2026, 10, 25);

type Act =
  'adjust' | { readonly run: number } | { readonly set: number } | { readonly sleep: number };

/** By how much the time may advance, in milliseconds. What a machine slept counts when it is noticed. */
function advanceOf(act: Act): { readonly least: number; readonly most: number } {
  if (act === 'adjust') return { least: 0, most: Infinity };
  const runMs = 'run' in act ? act.run : 0;
  return { least: Math.floor(runMs * 0.9), most: Math.ceil(runMs * 1.1) };
}

/** A machine whose clocks go as the test says. */
class Machine {
  private wallMs = START;
  private steadyMs = 0;
  private bootMs = 0;
  readonly time = new SteadyTime({
    wall: () => this.wallMs,
    steady: () => this.steadyMs,
    sinceBoot: () => this.bootMs,
  });

  set(byMs: number): void {
    this.wallMs += byMs;
  }

  run(ms: number): void {
    this.wallMs += ms;
    this.steadyMs += ms;
    this.bootMs += ms;
  }

  sleep(ms: number): void {
    this.wallMs += ms;
    this.bootMs += ms;
  }

  act(act: Act): void {
    if (act === 'adjust') this.time.adjust();
    else if ('run' in act) this.run(act.run);
    else if ('set' in act) this.set(act.set);
    else this.sleep(act.sleep);
  }

  /** Second by second; returns by how much the clock advanced. */
  pass(ms: number): number {
    const before = this.time.now();
    for (let passed = 0; passed < ms; passed += SECOND_MS) {
      this.run(SECOND_MS);
      this.time.adjust();
    }
    return this.time.now() - before;
  }
}

describe('the steady time', () => {
  it("D17: is the machine's while nobody sets its clock", () => {
    const machine = new Machine();
    expect(machine.pass(HOUR_MS)).toBe(HOUR_MS);
    expect(machine.time.skewMs).toBe(0);
  });

  it.each([
    ['set forward by an hour', HOUR_MS, 1.1],
    ['set back by an hour', -HOUR_MS, 0.9],
  ])('D17: does not jump when the clock is %s, and agrees with it by and by', (_, byMs, rate) => {
    const machine = new Machine();
    machine.pass(HOUR_MS);
    const before = machine.time.now();
    machine.set(byMs);
    machine.time.adjust();
    expect(machine.time.now()).toBe(before);
    expect(machine.pass(600 * SECOND_MS)).toBeCloseTo(600 * SECOND_MS * rate, -2);
    machine.pass(11 * HOUR_MS);
    expect(machine.time.skewMs).toBe(0);
  });

  it('D17: never goes back, and never runs by more than a tenth faster or slower, whatever happens to the clock', () => {
    const acts = oneof(
      record({ run: double({ min: 0, max: 3_000, noNaN: true }) }),
      record({ set: integer({ min: -DAY_MS / 30, max: DAY_MS / 30 }) }),
      record({ sleep: integer({ min: 0, max: HOUR_MS }) }),
      constant('adjust' as const),
    );
    assert(
      property(array(acts, { maxLength: 30 }), (all) => {
        const machine = new Machine();
        for (const act of all) {
          const before = machine.time.now();
          machine.act(act);
          const advanced = machine.time.now() - before;
          const { least, most } = advanceOf(act);
          expect(advanced).toBeGreaterThanOrEqual(least);
          expect(advanced).toBeLessThanOrEqual(most);
        }
      }),
    );
  });

  it('D17: counts the time that the machine slept, and says so', () => {
    const machine = new Machine();
    machine.pass(HOUR_MS);
    const before = machine.time.now();
    machine.sleep(8 * HOUR_MS);
    expect(machine.time.adjust()).toBe(true);
    expect(machine.time.now() - before).toBe(8 * HOUR_MS);
    expect(machine.time.adjust()).toBe(false);
  });

  it.each([
    ['forward', 10 * DAY_MS],
    ['back', -10 * DAY_MS],
  ])('D17: follows a clock at once that is set %s by days: it was lost before', (_, byMs) => {
    const machine = new Machine();
    machine.set(byMs);
    expect(machine.time.adjust()).toBe(true);
    expect(machine.time.now()).toBe(START + byMs);
  });

  it('D17: goes on past the year 2038', () => {
    const machine = new Machine();
    machine.set(Date.UTC(2039, 0, 1) - START);
    machine.time.adjust();
    expect(machine.pass(HOUR_MS)).toBe(HOUR_MS);
  });
});
