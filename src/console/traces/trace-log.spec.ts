import { beforeEach, describe, expect, it } from '@jest/globals';
import { aDeliveryItem, aPostback } from '../../../test/support/wire-samples.js';
import { parseItem, text } from '../../messaging/index.js';
import type { StepOf, TracedDelivery } from './trace-entry.js';
import { type KeyedEvent, TraceLog } from './trace-log.js';
import { traceOf } from './trace-view.js';

const keyed = (key: string, payload = 'HELP'): KeyedEvent => ({
  key,
  event: parseItem(aDeliveryItem(aPostback({ payload }))),
});
const stored = (key: string, isNew = true): StepOf<'stored'> => ({
  kind: 'stored',
  atMs: 1,
  key,
  isNew,
});
const delivery = (number: number, state: TracedDelivery['state'] = 'pending'): TracedDelivery => ({
  number,
  item: null,
  state,
  step: { kind: 'delivery', atMs: 1, body: null, signature: null, attempts: [], silence: null },
});
const request = (body: unknown = {}): StepOf<'graph'> => ({
  kind: 'graph',
  atMs: 1,
  method: 'POST',
  path: '/1/messages',
  body,
  status: 200,
  answer: {},
});
const echo: StepOf<'echo'> = { kind: 'echo', atMs: 1, mid: 'm_1' };
const handled = { outcome: 'handled', handlers: [], replies: [] } as const;

describe('TraceLog', () => {
  let log: TraceLog;

  beforeEach(() => {
    log = new TraceLog();
  });

  const kinds = (id: number): unknown => {
    const entry = log.find(id);
    return entry && traceOf(entry).steps.map(({ kind }) => kind);
  };

  it('keeps the newest 500', () => {
    for (let n = 1; n <= 501; n += 1) log.stored(keyed(`k${n}`), stored(`k${n}`));
    expect(log.all()).toHaveLength(500);
    expect([log.find(1), log.all()[0]?.id, log.all().at(-1)?.id]).toEqual([undefined, 501, 2]);
  });

  it('forgets what belongs to a trace with it', () => {
    log.stored(keyed('k1'), stored('k1'));
    log.sent('k1', 'intent', request());
    for (let n = 2; n <= 501; n += 1) log.stored(keyed(`k${n}`), stored(`k${n}`));
    log.sent('k1', 'intent', request());
    log.echoed('intent', echo);
    expect(log.all()).toHaveLength(500);
    expect(log.all().every(({ sends }) => sends.size === 0)).toBe(true);
  });

  it('bounds what one trace holds, and says where it cut', () => {
    log.stored(keyed('k'), stored('k'));
    log.ended(keyed('k'), { ...handled, replies: [text('a'), text('b')] });
    for (let n = 0; n < 200; n += 1)
      log.sent('k', `intent ${n % 60}`, request({ text: 'x'.repeat(10_000) }));
    const json = JSON.stringify(traceOf(log.all()[0] ?? never()));
    expect(json.length).toBeLessThan(200_000);
    expect(json).toContain('(cut here: the trace is full)');
  });

  it('keeps the words of an event short, whatever was sent', () => {
    const entry = log.stored(keyed('k', 'P'.repeat(100_000)), stored('k'));
    expect(entry?.subject.title.length).toBeLessThanOrEqual(200);
    expect(entry?.subject.payload).toHaveLength(4_000);
  });

  it('takes an echo that is faster than the answer to its request', () => {
    const id = log.stored(keyed('k'), stored('k'))?.id ?? 0;
    log.echoed('intent', echo);
    expect(kinds(id)).toEqual(['stored']);
    log.sent('k', 'intent', request());
    expect(kinds(id)).toEqual(['stored', 'graph', 'echo']);
  });

  it('shows every attempt at a reply before its echo', () => {
    const id = log.stored(keyed('k'), stored('k'))?.id ?? 0;
    log.sent('k', 'one', request());
    log.sent('k', 'two', request());
    log.sent('k', 'one', request());
    log.echoed('one', echo);
    expect(kinds(id)).toEqual(['stored', 'graph', 'graph', 'echo', 'graph']);
  });

  it('joins what is stored first and delivered later', () => {
    const entry = log.stored(keyed('k'), stored('k'));
    log.delivered({ ...keyed('k'), delivery: delivery(1, 'delivered') });
    expect(log.all()).toEqual([entry]);
    expect(kinds(1)).toEqual(['delivery', 'stored']);
  });

  it('tells two deliveries of one event apart: handlers run in the one that was new', () => {
    log.delivered({ ...keyed('k'), delivery: delivery(1) });
    log.delivered({ ...keyed('k'), delivery: delivery(2) });
    log.stored(keyed('k'), stored('k', true));
    log.stored(keyed('k'), stored('k', false));
    log.ended(keyed('k'), handled);
    expect(log.all().map((entry) => traceOf(entry).outcome)).toEqual(['duplicate', 'handled']);
  });

  it('takes a second copy within a delivery for a retry', () => {
    log.delivered({ ...keyed('k'), delivery: delivery(1) });
    expect(log.stored(keyed('k'), stored('k', true))).not.toBeNull();
    expect(log.stored(keyed('k'), stored('k', false))).toBeNull();
    expect(log.all()).toHaveLength(1);
  });

  it('has a trace for each delivery of Meta, which shows none', () => {
    log.stored(keyed('k'), stored('k', true));
    log.stored(keyed('k'), stored('k', false));
    expect(log.all().map((entry) => traceOf(entry).outcome)).toEqual(['duplicate', 'pending']);
  });

  it('has a trace for an event that was stored before the start, and its replies', () => {
    log.ended(keyed('k'), handled);
    log.sent('k', 'intent', request());
    expect([traceOf(log.all()[0] ?? never()).outcome, kinds(1)]).toEqual(['handled', ['graph']]);
  });

  it('takes no notice of replies to events that it does not know', () => {
    log.sent('other', 'intent', request());
    expect(log.all()).toEqual([]);
  });

  it('tells of every change', () => {
    const told: number[] = [];
    log.onChange(({ id }) => told.push(id));
    log.delivered({ ...keyed('k'), delivery: delivery(1) });
    log.stored(keyed('k'), stored('k'));
    log.ended(keyed('k'), handled);
    log.sent('k', 'intent', request());
    log.echoed('intent', echo);
    expect(told).toEqual([1, 1, 1, 1, 1]);
  });
});

function never(): never {
  throw new Error('there is no trace');
}
