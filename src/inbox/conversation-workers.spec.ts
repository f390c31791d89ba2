import { AsyncLocalStorage } from 'node:async_hooks';
import { afterEach, describe, expect, it } from '@jest/globals';
import { Clock } from '../store/index.js';
import { ConversationWorkers } from './conversation-workers.js';

describe('the workers of conversations', () => {
  const clock = new Clock();

  afterEach(() => clock.onApplicationShutdown());

  it('work in nobody’s name, whoever wakes them', async () => {
    const caller = new AsyncLocalStorage<string>();
    const seen: unknown[] = [];
    const workers = new ConversationWorkers<string>(clock, {
      name: 'test',
      atOnce: 1,
      claim: () => Promise.resolve(seen.length === 0 ? ['conversation'] : []),
      workThrough: () => Promise.resolve(void seen.push(caller.getStore())),
      giveBack: () => Promise.resolve(),
    });
    caller.run('a request', () => workers.start());
    while (seen.length === 0) await new Promise(setImmediate);
    await workers.stop();
    expect(seen).toEqual([undefined]);
  });
});
