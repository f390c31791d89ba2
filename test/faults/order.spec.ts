import { setImmediate as nextTurn } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { AnInbox } from '../support/an-inbox.js';
import { isLong } from '../support/fault-form.js';

const CONVERSATIONS = isLong ? 500 : 30;
const EVENTS = isLong ? 200 : 30;
const FAILURES = 0.02;
const EVENTS_A_REQUEST = 500;

describe('conversations side by side, with handlers that are slow and fail at random', () => {
  let inbox: AnInbox;

  beforeEach(async () => {
    inbox = await AnInbox.start();
  });

  afterEach(() => inbox.remove());

  it(
    `A7, D11: are each handled in order, one event at a time: ${CONVERSATIONS} with ${EVENTS} events`,
    async () => {
      const done = new Map<string, number>();
      const running = new Set<string>();
      const violations: string[] = [];
      inbox.scripted.behaviour = async (event) => {
        const user = event.userId ?? '';
        const step = Number(event.kind === 'postback' ? event.payload : 0);
        if (running.has(user)) violations.push(`${user} twice at once`);
        running.add(user);
        for (let turns = Math.random() * 4; turns > 1; turns -= 1) await nextTurn();
        running.delete(user);
        if (Math.random() < FAILURES) throw new Error('at random');
        if (step !== (done.get(user) ?? -1) + 1) violations.push(`${user} ${step}`);
        done.set(user, step);
        return {};
      };
      await inbox.app.init();
      const began = Date.now() - 3_600_000;
      const taps = Array.from({ length: EVENTS }, (_, step) =>
        Array.from({ length: CONVERSATIONS }, (_none, user) => ({
          user: `u${user}`,
          payload: String(step),
          at: began + step,
        })),
      ).flat();
      for (let at = 0; at < taps.length; at += EVENTS_A_REQUEST)
        await inbox.receive(...taps.slice(at, at + EVENTS_A_REQUEST));
      while ([...done.values()].filter((step) => step === EVENTS - 1).length < CONVERSATIONS) {
        await inbox.clock.advance(60_000);
        await nextTurn();
      }
      expect(violations).toEqual([]);
    },
    isLong ? 300_000 : 60_000,
  );
});
