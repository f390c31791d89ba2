import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { Injectable, Module } from '@nestjs/common';
import { RunningConsole } from '../../test/support/console.js';
import { Environment } from '../config/index.js';
import { OnTap } from '../postback/index.js';
import type { Trace } from './contract.js';
import { ConsoleOptions } from './console.options.js';

/** Does the worst that a handler can do with what it knows. */
@Injectable()
class LeakyHandlers {
  constructor(private readonly environment: Environment) {}

  @OnTap('LEAK_THROW')
  throws(): never {
    throw new Error(`refused: ${this.secrets().join(' ')}`);
  }

  @OnTap('LEAK_REPLY')
  replies(): string {
    return `They are ${this.secrets().join(' ')}`;
  }

  private secrets(): readonly string[] {
    const { appSecrets, verifyToken, pageTokens } = this.environment;
    return [...appSecrets, verifyToken, ...pageTokens.values()];
  }
}

@Module({ providers: [LeakyHandlers] })
class LeakyModule {}

describe('secrets', () => {
  let on: RunningConsole;

  beforeEach(async () => {
    on = await RunningConsole.start({ features: [LeakyModule] });
  });

  afterEach(() => on.close());

  const canaries = (): readonly string[] => {
    const { appSecrets, verifyToken, pageTokens } = on.environment;
    return [...appSecrets, verifyToken, ...pageTokens.values()];
  };

  const isOver = ({ outcome, steps }: Trace): boolean =>
    outcome === 'failed' || steps.some(({ kind }) => kind === 'echo');

  it('stand in no answer and no event, whatever a handler does with them', async () => {
    const page = await on.listen();
    for (const payload of ['LEAK_REPLY', 'LEAK_THROW']) {
      const id = await on.act({ kind: 'tap', payload, title: 'x', mid: null });
      await on.trace(id, isOver);
      const told = (): boolean => {
        const trace = page.traceOf(id);
        return trace !== undefined && isOver(trace);
      };
      await page.until(told);
    }
    const person = 'people/1000000000000001';
    const one = ['traces/1', 'traces/1/curl', 'traces/1/test', 'traces/2', 'traces/2/test'];
    const all = [
      'state',
      person,
      'traces',
      'routes',
      'unhandled',
      'attributions',
      'campaigns',
      'faults',
    ];
    const answers = await Promise.all(
      [...all, ...one].map(async (path) => (await on.fetch(path)).text()),
    );
    const html = await (await fetch(`${on.url}/console`)).text();
    const said = [...answers, html, JSON.stringify(page.events)].join('\n');
    expect(said).toContain('‹secret›');
    expect(canaries().filter((canary) => said.includes(canary))).toEqual([]);
    const withToken = [...answers, JSON.stringify(page.events)].join('\n');
    expect(withToken).not.toContain(on.app.get(ConsoleOptions).token);
    await page.leave();
  });

  it('of this test are long enough to be found', () => {
    expect(canaries()).toHaveLength(3);
    expect(canaries().every(({ length }) => length >= 20)).toBe(true);
  });
});
