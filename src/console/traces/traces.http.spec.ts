import { afterEach, describe, expect, it, jest } from '@jest/globals';
import { Injectable, Module } from '@nestjs/common';
import { IsInt } from 'class-validator';
import { isAnswered, RunningConsole } from '../../../test/support/console.js';
import {
  payload,
  quickReplies,
  quickReply,
  type Reply,
  text,
  typing,
} from '../../messaging/index.js';
import {
  OnEvent,
  OnPostback,
  OnQuickReply,
  OnTap,
  OnText,
  OnUnhandled,
} from '../../postback/index.js';
import { OnReferral } from '../../referral/index.js';
import { signAsMeta, Simulator } from '../../simulator/index.js';
import type { Trace, TraceStep } from '../contract.js';
import { TraceLog } from './trace-log.js';

class CountDto {
  @IsInt()
  readonly count!: number;
}

const Show = payload('SHELF_SHOW_{id}');
const Count = payload('SHELF_COUNT', CountDto);

@Injectable()
class ShelfHandlers {
  @OnTap('GET_STARTED')
  hello(): Reply[] {
    return [typing(), text('Hello!')];
  }

  @OnTap(Show)
  show(): Reply {
    return quickReplies('Here it is.', [quickReply('Thanks', 'SHELF_THANKS')]);
  }

  @OnPostback('SHELF_SHOW_7')
  seven(): string {
    return 'Seven!';
  }

  @OnQuickReply('SHELF_THANKS')
  thanks(): string {
    return 'You are welcome.';
  }

  @OnTap(Count)
  count(): string {
    return 'Counted.';
  }

  @OnTap('SHELF_BREAK')
  break(): string {
    throw new Error('the shelf broke');
  }

  @OnText('who*')
  who(): string {
    return 'Me.';
  }

  @OnEvent('reaction')
  react(): void {}

  @OnReferral({ ref: 'MAY_{id}' })
  arrive(): string {
    return 'You came in May.';
  }
}

@Module({ providers: [ShelfHandlers] })
class ShelfModule {}

@Injectable()
class SorryHandlers {
  @OnUnhandled()
  sorry(): string {
    return 'Sorry.';
  }
}

@Module({ providers: [SorryHandlers] })
class SorryModule {}

type Kind = TraceStep['kind'];

const kindsOf = ({ steps }: Trace): readonly Kind[] => steps.map(({ kind }) => kind);
const has =
  (...kinds: Kind[]) =>
  (trace: Trace) =>
    kinds.every((kind) => kindsOf(trace).includes(kind));
const isOver = ({ outcome }: Trace): boolean => outcome !== 'pending';
const stepOf = <K extends Kind>(trace: Trace, kind: K): Extract<TraceStep, { kind: K }> => {
  const found = trace.steps.find((step) => step.kind === kind);
  if (!found) throw new Error(`no ${kind} in ${JSON.stringify(trace)}`);
  return found as Extract<TraceStep, { kind: K }>;
};
const tap = (code: string, title = 'A button'): object => ({
  kind: 'tap',
  payload: code,
  title,
  mid: null,
});

describe('the trace of a tap', () => {
  let on: RunningConsole;

  afterEach(() => on.close());

  const start = async (...more: (typeof ShelfModule)[]): Promise<void> => {
    on = await RunningConsole.start({ features: [ShelfModule, ...more] });
  };

  it('tells from the signed body to the echo what happened, in this order', async () => {
    await start();
    const id = await on.act(tap('SHELF_SHOW_9', 'Show me'));
    const trace = await on.trace(id, isAnswered);
    expect(trace).toMatchObject({
      id,
      psid: '1000000000000001',
      kind: 'postback',
      title: 'Show me',
      payload: 'SHELF_SHOW_9',
      outcome: 'handled',
    });
    expect(kindsOf(trace)).toEqual([
      'delivery',
      'stored',
      'route',
      'handler',
      'replies',
      'graph',
      'echo',
    ]);
    expect(stepOf(trace, 'stored')).toMatchObject({
      key: expect.stringMatching(/^[0-9a-f]{64}$/),
      isNew: true,
    });
    expect(stepOf(trace, 'handler')).toEqual({
      kind: 'handler',
      handler: 'ShelfHandlers.show',
      durationMs: expect.any(Number),
      error: null,
      retryAtMs: null,
    });
    expect(stepOf(trace, 'replies').replies).toMatchObject([{ text: 'Here it is.' }]);
    expect(stepOf(trace, 'graph')).toMatchObject({
      method: 'POST',
      path: `/v26.0/${trace.pageId}/messages`,
      body: { message: { text: 'Here it is.', metadata: expect.any(String) } },
      status: 200,
      answer: { message_id: stepOf(trace, 'echo').mid },
    });
  });

  it('shows the body byte for byte as it was signed', async () => {
    await start();
    const sent: string[] = [];
    const simulator = on.app.get(Simulator, { strict: false });
    simulator.connect(({ body }) => {
      sent.push(body);
      return Promise.resolve({ status: 200, error: null });
    });
    const id = await on.act(tap('SHELF_SHOW_ä', 'Zeig / 😀'));
    const trace = await on.trace(id, (each) => stepOf(each, 'delivery').body !== null);
    expect(stepOf(trace, 'delivery')).toMatchObject({
      body: sent[0],
      signature: expect.stringMatching(/^sha256=[0-9a-f]{64}$/),
      attempts: ['200'],
      silence: null,
    });
  });

  it('says why its route won, and why the others did not', async () => {
    await start();
    const trace = await on.trace(await on.act(tap('SHELF_SHOW_7')), isOver);
    expect(stepOf(trace, 'route')).toEqual({
      kind: 'route',
      winner: {
        pattern: 'SHELF_SHOW_7',
        handler: 'ShelfHandlers.seven',
        place: expect.stringMatching(/^src\/console\/traces\/traces\.http\.spec\.ts:\d+$/),
      },
      params: {},
      others: expect.arrayContaining([
        expect.objectContaining({
          pattern: 'SHELF_SHOW_{id}',
          reason: 'matches, but exact text comes first',
        }),
      ]),
    });
  });

  it('holds the params of the pattern that won', async () => {
    await start();
    const trace = await on.trace(await on.act(tap('SHELF_SHOW_9')), isOver);
    expect(stepOf(trace, 'route').params).toEqual({ id: '9' });
  });

  it('shows requests that have no echo, such as typing dots', async () => {
    await start();
    const id = await on.act({ kind: 'get-started' });
    const trace = await on.trace(id, isAnswered);
    const requests = trace.steps.filter((step) => step.kind === 'graph');
    expect(requests.map(({ body }) => body)).toMatchObject([
      { sender_action: 'typing_on' },
      { message: { text: 'Hello!' } },
    ]);
    expect(requests.map(({ status }) => status)).toEqual([200, 200]);
  });

  it('that nobody takes is unhandled, and shows what begins alike', async () => {
    await start();
    const trace = await on.trace(await on.act(tap('SHELF_SHOE')), isOver);
    expect(trace.outcome).toBe('unhandled');
    expect(stepOf(trace, 'route')).toMatchObject({
      winner: null,
      others: expect.arrayContaining([
        expect.objectContaining({ reason: 'begins with "SHELF_SHOW_"' }),
      ]),
    });
    expect(kindsOf(trace)).toEqual(['delivery', 'stored', 'route']);
  });

  it('that nobody takes stays unhandled when a handler apologises', async () => {
    await start(SorryModule);
    const trace = await on.trace(await on.act(tap('SHELF_SHOE')), isOver);
    expect([trace.outcome, stepOf(trace, 'handler').handler]).toEqual([
      'unhandled',
      'SorryHandlers.sorry',
    ]);
  });

  it('whose data are refused says so of the route that matches', async () => {
    await start();
    const trace = await on.trace(await on.act(tap('{"action":"SHELF_COUNT","count":"x"}')), isOver);
    expect(trace.outcome).toBe('unhandled');
    expect(stepOf(trace, 'route')).toMatchObject({
      winner: null,
      others: expect.arrayContaining([
        expect.objectContaining({
          pattern: 'SHELF_COUNT',
          reason: 'matches, but refuses the data: "count" does not fit',
        }),
      ]),
    });
  });

  it('whose handler throws is failed, and shows what was thrown', async () => {
    await start();
    const trace = await on.trace(await on.act(tap('SHELF_BREAK')), isOver);
    expect(trace.outcome).toBe('failed');
    expect(stepOf(trace, 'handler')).toMatchObject({
      handler: 'ShelfHandlers.break',
      error: expect.stringContaining('Error: the shelf broke'),
    });
  });

  it('whose reply Meta refuses shows what Meta said', async () => {
    await start();
    await on.trace(await on.act({ kind: 'get-started' }), has('echo'));
    await on.send(`people/1000000000000001/acts`, { kind: 'block', blocked: true });
    const id = await on.act(tap('SHELF_SHOW_9'));
    const trace = await on.trace(id, has('graph'));
    expect(trace.outcome).toBe('handled');
    expect(stepOf(trace, 'graph')).toMatchObject({
      status: 400,
      answer: { error: { code: 551, message: "(#551) This person isn't available right now." } },
    });
  });

  it('is there for a reaction, too', async () => {
    await start();
    await on.trace(await on.act(tap('SHELF_SHOW_9')), has('echo'));
    const act = { kind: 'react', mid: await on.messageId(), emoji: '❤' };
    const trace = await on.trace(await on.act(act), isOver);
    expect(trace).toMatchObject({ kind: 'reaction', outcome: 'handled' });
    expect(stepOf(trace, 'handler').handler).toBe('ShelfHandlers.react');
  });

  it('that nobody is told of says which field is missing, and how to mend it', async () => {
    await start();
    await on.send('faults/missing-messaging_postbacks', { value: 'page' }, 'PUT');
    const trace = await on.trace(await on.act(tap('SHELF_SHOW_9')), isOver);
    expect(trace.outcome).toBe('not-delivered');
    expect(stepOf(trace, 'delivery')).toMatchObject({
      body: null,
      attempts: [],
      silence:
        'page 100000000000001 does not subscribe to messaging_postbacks. ' +
        'POST /100000000000001/subscribed_apps with all its fields and this one',
    });
  });

  it('that the webhook does not take says what it answered to each attempt', async () => {
    await start();
    on.app
      .get(Simulator, { strict: false })
      .connect(() => Promise.resolve({ status: null, error: 'ECONNREFUSED' }));
    const trace = await on.trace(await on.act(tap('SHELF_SHOW_9')), isOver);
    expect(trace.outcome).toBe('not-delivered');
    expect(stepOf(trace, 'delivery').attempts).toEqual(Array(4).fill('ECONNREFUSED'));
    expect(kindsOf(trace)).toEqual(['delivery']);
  });

  it('that waits for its next attempt is not told again when something else happens', async () => {
    await start();
    const simulator = on.app.get(Simulator, { strict: false });
    simulator.connect(() => Promise.resolve({ status: null, error: 'ECONNREFUSED' }));
    const waiting = await on.act(tap('SHELF_SHOW_9'));
    await on.trace(waiting, isOver);
    const told: number[] = [];
    on.app.get(TraceLog, { strict: false }).onChange(({ id }) => told.push(id));
    const other = await on.act(tap('SHELF_SHOW_8'), '1000000000000002');
    await on.trace(other, isOver);
    expect(new Set(told)).toEqual(new Set([other]));
  });

  it('that was stored, although its sender heard nothing of it, is one trace with all attempts', async () => {
    await start();
    const simulator = on.app.get(Simulator, { strict: false });
    let attempts = 0;
    simulator.connect(async ({ body }) => {
      const headers = { 'X-Hub-Signature-256': signAsMeta(body, simulator.settings.appSecret) };
      const { status } = await fetch(`${on.url}/webhook`, { method: 'POST', headers, body });
      return (attempts += 1) === 1 ? { status: null, error: 'no answer' } : { status, error: null };
    });
    const id = await on.act(tap('SHELF_SHOW_9'));
    const trace = await on.trace(
      id,
      (each) => stepOf(each, 'delivery').attempts.length === 2 && has('echo')(each),
    );
    expect(trace.outcome).toBe('handled');
    expect(await on.get<Trace[]>('traces')).toHaveLength(1);
  });

  it('that is delivered once more is a duplicate, in which nothing runs', async () => {
    await start();
    const first = await on.act(tap('SHELF_SHOW_9'));
    const before = await on.trace(first, isAnswered);
    const { traceId } = (await (await on.send(`traces/${first}/replay`, {})).json()) as {
      traceId: number;
    };
    const again = await on.trace(traceId, isOver);
    expect(again.outcome).toBe('duplicate');
    expect(kindsOf(again)).toEqual(['delivery', 'stored']);
    expect(stepOf(again, 'stored')).toMatchObject({
      key: stepOf(before, 'stored').key,
      isNew: false,
    });
    expect(await on.get(`traces/${first}`)).toEqual(before);
  });

  it('is delivered once more also when the stand-in has forgotten old deliveries', async () => {
    await start();
    const first = await on.act(tap('SHELF_SHOW_9'));
    await on.trace(first, isAnswered);
    const simulator = on.app.get(Simulator, { strict: false });
    const all = simulator.deliveries.bind(simulator);
    // As its book does when it is full: for every new entry the oldest goes.
    const kept = all().length;
    jest.spyOn(simulator, 'deliveries').mockImplementation(() => all().slice(-kept));
    const response = await on.send(`traces/${first}/replay`, {});
    expect(await response.json()).toEqual({ traceId: expect.any(Number) });
    jest.restoreAllMocks();
  });

  it.each([
    ['what a person writes', { kind: 'say', text: 'who is it' }, 'text', 'ShelfHandlers.who'],
    [
      'a quick reply',
      { kind: 'quick-reply', payload: 'SHELF_THANKS', title: 'Thanks' },
      'quick_reply',
      'ShelfHandlers.thanks',
    ],
  ])('is there for %s, too', async (_, act, kind, handler) => {
    await start();
    const trace = await on.trace(await on.act(act), isOver);
    expect(trace).toMatchObject({ kind, outcome: 'handled' });
    expect(stepOf(trace, 'route').winner).toMatchObject({ handler });
    expect(stepOf(trace, 'handler').handler).toBe(handler);
  });

  it('that carries an arrival shows both handlers and the replies of both', async () => {
    await start();
    await on.send(`people/1000000000000001/acts`, { kind: 'arrive', ref: 'MAY_1' });
    const trace = await on.trace(await on.act({ kind: 'get-started' }), isOver);
    const handlers = trace.steps.filter((step) => step.kind === 'handler');
    expect(handlers.map(({ handler }) => handler)).toEqual([
      'ShelfHandlers.arrive',
      'ShelfHandlers.hello',
    ]);
    expect(stepOf(trace, 'replies').replies).toHaveLength(3);
  });

  it('is found by its person, the newest first', async () => {
    await start();
    const one = await on.act(tap('SHELF_SHOW_1'));
    const two = await on.act(tap('SHELF_SHOW_2'));
    const three = await on.act(tap('SHELF_SHOW_3'), '1000000000000002');
    for (const id of [one, two, three]) await on.trace(id, isAnswered);
    const idsOf = async (query: string): Promise<number[]> =>
      (await on.get<Trace[]>(`traces?${query}`)).map(({ id }) => id);
    expect(await idsOf('psid=1000000000000001')).toEqual([two, one]);
    expect(await idsOf('psid=1000000000000001&limit=1')).toEqual([two]);
    expect(await idsOf('psid=9')).toEqual([]);
  });
});
