import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, watch } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { isLong } from '../support/fault-form.js';
import { Sent } from '../support/sent.js';
import { PAGE, Service } from '../support/service.js';

const EVENTS = isLong ? 10_000 : 400;
const COPIES_MAX = 20;
const PEOPLE = 100;
const ITEMS_MAX = 30;
const REQUESTS_AT_ONCE = 16;

describe('events that are delivered many times at once', () => {
  let folder: string;
  let graph: Sent;
  let service: Service;
  let journal: string;

  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'tapline-copies-'));
    journal = join(folder, 'journal');
    graph = await Sent.start();
    service = await Service.start({
      database: join(folder, 'copies.db'),
      graphUrl: graph.url,
      script: 'test/fixtures/kill-service.mjs',
      variables: { JOURNAL: journal, LOG_LEVEL: 'warn' },
    });
  });

  afterEach(async () => {
    await service.end();
    await graph.close();
    rmSync(folder, { recursive: true, force: true });
  });

  const handled = (): string[] => {
    try {
      return readFileSync(journal, 'utf8').trimEnd().split('\n');
    } catch {
      return [];
    }
  };

  it(
    `A4, D9: are handled exactly once each: ${EVENTS} events, each 1 to ${COPIES_MAX} times, in shuffled envelopes`,
    async () => {
      const requests = chunksOf(shuffled(copies()));
      const post = async (): Promise<void> => {
        for (let items = requests.pop(); items; items = requests.pop()) {
          const { status } = await service.post(envelopeOf(items));
          expect(status).toBe(200);
        }
      };
      await Promise.all(Array.from({ length: REQUESTS_AT_ONCE }, post));
      const news = watch(folder);
      while (handled().length < EVENTS) await once(news, 'change');
      news.close();
      await service.end();
      const taps = handled().map((line) => line.split(' ').slice(0, 2).join(' '));
      expect([taps.length, new Set(taps).size]).toEqual([EVENTS, EVENTS]);
    },
    isLong ? 300_000 : 60_000,
  );
});

function copies(): object[] {
  return Array.from({ length: EVENTS }, (_, n) => itemOf(n)).flatMap((item) =>
    Array<object>(1 + Math.floor(Math.random() * COPIES_MAX)).fill(item),
  );
}

function itemOf(n: number): object {
  return {
    sender: { id: `7${n % PEOPLE}` },
    recipient: { id: PAGE.id },
    timestamp: NOW + n,
    postback: { title: 'Step', payload: `STEP_${n}` },
  };
}

const NOW = Date.now() - 60_000;

function envelopeOf(messaging: readonly object[]): object {
  return { object: 'page', entry: [{ id: PAGE.id, time: Date.now(), messaging }] };
}

function shuffled<T>(all: readonly T[]): T[] {
  return all
    .map((one) => ({ one, at: Math.random() }))
    .toSorted((a, b) => a.at - b.at)
    .map(({ one }) => one);
}

function chunksOf(items: readonly object[]): object[][] {
  const chunks: object[][] = [];
  for (let at = 0; at < items.length;) {
    const length = 1 + Math.floor(Math.random() * ITEMS_MAX);
    chunks.push(items.slice(at, at + length));
    at += length;
  }
  return chunks;
}
