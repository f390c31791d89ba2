import { describe, expect, it } from '@jest/globals';
import { assert, bigInt, constantFrom, property, record, string } from 'fast-check';
import { ConfigModule, Environment, loadEnvironment } from '../../config/index.js';
import { type EventReport, HandlingError, IGNORED } from '../../inbox/index.js';
import type { MessengerEvent } from '../../messaging/index.js';
import { Outbox, type SendReport, type WithheldReport } from '../../outbox/index.js';
import { Test } from '@nestjs/testing';
import { Metrics } from './metrics.js';

const SERIES_MAX = 200;
const NO_READINGS = {
  waiting: 0,
  oldestSeconds: 0,
  deadLetters: 0,
  repliesWaiting: 0,
  repliesUnknown: 0,
  pagesPaused: 0,
  errorsLeftBehind: 0,
  loopDelaySeconds: 0,
  residentBytes: 0,
};

class Failed extends HandlingError {
  readonly onFailure = 'continue';

  constructor(readonly handler: string) {
    super('no');
  }
}

/** Nothing is sent here; what is, is told by the test. */
const outbox = { observe: () => undefined };

async function aMetrics(): Promise<Metrics> {
  const environment = loadEnvironment({});
  const app = await Test.createTestingModule({
    imports: [ConfigModule.forRoot(environment)],
    providers: [Metrics, { provide: Outbox, useValue: outbox }],
  }).compile();
  expect(app.get(Environment)).toBeDefined();
  return app.get(Metrics);
}

const seriesIn = (text: string): readonly string[] =>
  text.split('\n').filter((line) => line !== '' && !line.startsWith('#'));

const text = string({ minLength: 6, unit: 'binary' });
const happening = record({
  payload: text.map((part) => `PAYLOAD_${part}`),
  psid: bigInt({ min: 10n ** 15n, max: 10n ** 17n }).map(String),
  pageId: bigInt({ min: 2n * 10n ** 14n, max: 10n ** 15n }).map(String),
  handler: text.map((part) => `Handlers.${part}`),
  kind: constantFrom('postback', 'quick_reply', 'game_play', 'unknown', 'echo'),
  fails: constantFrom('no', 'retried', 'dead'),
  status: constantFrom(200, 400, 503, null),
});

describe('the metrics', () => {
  it('O8: have at most 200 series, whatever happens, and neither payloads nor people among them', async () => {
    const metrics = await aMetrics();
    const told: string[] = [];
    assert(
      property(happening, ({ payload, psid, pageId, handler, kind, fails, status }) => {
        const key = `${psid} ${payload}`;
        const facts = { channel: 'messenger', pageId, userId: psid, userRef: null, timestampMs: 1 };
        // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- Any kind with a payload: more than Meta sends.
        const event = {
          ...facts,
          kind,
          payload,
          title: payload,
          mid: null,
        } as unknown as MessengerEvent;
        told.push(payload, psid, pageId);
        metrics.stored({ key, event, isNew: true });
        metrics.stored({ key, event, isNew: false });
        metrics.quarantined(1);
        const retryAt = fails === 'retried' ? 1 : null;
        const failure = { error: new Failed(handler), durationMs: 1, retryAt };
        const report: EventReport = {
          key,
          event,
          attempt: 1,
          receivedAt: 0,
          outcomes: [{ ...IGNORED, disposition: 'handled', handler, durationMs: 1 }],
          failure: fails === 'no' ? null : failure,
        };
        metrics.ended(report);
        // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- Only the page is looked at.
        metrics.withheld({ eventKey: key, intentId: key, pageId } as WithheldReport);
        const answer = { status, messageId: null, error: status === 200 ? null : payload };
        metrics.answered({ eventKey: key, intentId: key, pageId, ...answer } as SendReport);
      }),
      { numRuns: 5_000 },
    );
    const exposed = await metrics.text(NO_READINGS);
    expect(seriesIn(exposed).length).toBeGreaterThan(50);
    expect(seriesIn(exposed).length).toBeLessThanOrEqual(SERIES_MAX);
    expect(told.filter((value) => exposed.includes(value))).toEqual([]);
  });
});
