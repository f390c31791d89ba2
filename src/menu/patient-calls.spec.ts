import { describe, expect, it } from '@jest/globals';
import { GraphError } from '../graph/index.js';
import { MenuTime, PatientCalls } from './patient-calls.js';

class Waits extends MenuTime {
  readonly all: number[] = [];

  override now(): number {
    return 1_000;
  }

  override wait(ms: number): Promise<void> {
    this.all.push(ms);
    return Promise.resolve();
  }
}

const throttled = (retryAfterMs: number | null): GraphError =>
  new GraphError({
    kind: 'request',
    verdict: 'retry',
    problem: 'It was too much.',
    throttled: true,
    retryAfterMs,
  });

describe('PatientCalls', () => {
  const waitsAfter = async (...errors: readonly Error[]) => {
    const time = new Waits();
    const untils: number[] = [];
    const calls = new PatientCalls(time, (until) => untils.push(until));
    const left = [...errors];
    const call = (): Promise<string> => {
      const error = left.shift();
      return error === undefined ? Promise.resolve('made') : Promise.reject(error);
    };
    const end: unknown = await calls.make(call).catch((error: unknown) => error);
    return { end, waits: time.all, untils };
  };

  it('wait for as long as Meta says, and for its ten minutes when it does not say', async () => {
    expect(await waitsAfter(throttled(5_000), throttled(null))).toEqual({
      end: 'made',
      waits: [5_000, 600_000],
      untils: [6_000, 601_000],
    });
  });

  it.each([
    ['what is not about too many calls', [new Error('no')]],
    ['an hour and more', [throttled(3_600_001)]],
  ])('do not wait for %s', async (_, errors) => {
    expect(await waitsAfter(...errors)).toEqual({ end: errors[0], waits: [], untils: [] });
  });

  it('wait three times at most', async () => {
    const { end, waits } = await waitsAfter(...Array.from({ length: 4 }, () => throttled(1)));
    expect([end, waits]).toEqual([expect.any(GraphError), [1, 1, 1]]);
  });
});
