import { describe, expect, it } from '@jest/globals';
import {
  aDeliveryItem,
  anEcho,
  anItem,
  aPostback,
  aQuickReply,
  type Surroundings,
} from '../../../test/support/wire-samples.js';
import { assert, bigInt, constantFrom, property, record, string } from 'fast-check';
import { ConfigModule, Environment, loadEnvironment } from '../../config/index.js';
import { type EventReport, HandlingError, IGNORED } from '../../inbox/index.js';
import { parseItem, type SendCall } from '../../messaging/index.js';
import { Outbox, ReplyWithheldError } from '../../outbox/index.js';
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
  doctorErrors: 0,
  doctorWarnings: 0,
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

/** What Meta sends of each kind, with the payload wherever people or developers have their say. */
const ITEMS = {
  postback: (sides: Surroundings, payload: string) =>
    aPostback({ ...sides, payload, title: payload }),
  quick_reply: (sides: Surroundings, payload: string) =>
    aQuickReply({ ...sides, payload, title: payload }),
  game_play: (sides: Surroundings, payload: string) => anItem({ game_play: { payload } }, sides),
  unknown: (sides: Surroundings, payload: string) => anItem({ [payload]: { payload } }, sides),
  echo: (sides: Surroundings, payload: string) => anEcho({ ...sides, metadata: payload }),
};

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
        const item = ITEMS[kind]({ user: psid, page: pageId }, payload);
        const event = parseItem(aDeliveryItem(item, { pageId }));
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
        const call: SendCall = { edge: 'messages', body: { recipient: { id: psid }, payload } };
        const send = { eventKey: key, intentId: key, pageId, call };
        metrics.withheld({ ...send, error: new ReplyWithheldError('window_closed', key) });
        const error = status === 200 ? null : payload;
        metrics.answered({ ...send, status, messageId: null, error });
      }),
      { numRuns: 5_000 },
    );
    const exposed = await metrics.text(NO_READINGS);
    expect(seriesIn(exposed).length).toBeGreaterThan(50);
    expect(seriesIn(exposed).length).toBeLessThanOrEqual(SERIES_MAX);
    expect(told.filter((value) => exposed.includes(value))).toEqual([]);
  });
});
