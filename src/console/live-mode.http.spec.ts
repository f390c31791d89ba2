import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { Injectable, Module } from '@nestjs/common';
import { LIVE_TOKEN, RunningConsole } from '../../test/support/console.js';
import { GraphStub, jsonAnswer, metaError } from '../../test/support/graph-stub.js';
import { PAGE, SECRET } from '../../test/support/service.js';
import { aDelivery, aPostback } from '../../test/support/wire-samples.js';
import { type Reply, text, typing } from '../messaging/index.js';
import { OnPostback } from '../postback/index.js';
import { serialiseAsMeta, signAsMeta } from '../simulator/index.js';
import type { Trace } from './contract.js';

@Injectable()
class GreetHandlers {
  @OnPostback('GREET_{name}')
  greet(): Reply[] {
    return [typing(), text('Hello!')];
  }
}

@Module({ providers: [GreetHandlers] })
class GreetModule {}

describe('the console in live mode', () => {
  let graph: GraphStub;
  let on: RunningConsole;

  beforeEach(async () => {
    graph = await GraphStub.start();
    on = await RunningConsole.start({
      features: [GreetModule],
      graphUrl: graph.url,
      variables: { CONSOLE_TOKEN: LIVE_TOKEN },
    });
  });

  afterEach(async () => {
    await on.close();
    await graph.close();
  });

  /** As Meta delivers it. */
  async function deliver(payload: string): Promise<void> {
    const item = aPostback({ user: '7', page: PAGE.id, payload, title: 'Greet me' });
    const bytes = Buffer.from(serialiseAsMeta(aDelivery({ messaging: [item] })));
    const headers = { 'X-Hub-Signature-256': signAsMeta(bytes, SECRET) };
    await fetch(`${on.url}/webhook`, { method: 'POST', headers, body: bytes });
  }

  async function newest(isThere: (trace: Trace) => boolean): Promise<Trace> {
    for (;;) {
      const [trace] = await on.get<Trace[]>('traces');
      if (trace && isThere(trace)) return trace;
      await new Promise(setImmediate);
    }
  }

  const requests = ({ steps }: Trace): Extract<Trace['steps'][number], { kind: 'graph' }>[] =>
    steps.filter((step) => step.kind === 'graph');

  it('is the inspector without people', async () => {
    expect(await on.get('state')).toMatchObject({
      mode: 'live',
      pages: [{ id: PAGE.id, name: `Page ${PAGE.id}` }],
      people: [],
    });
    expect(await on.get('faults')).toEqual([]);
  });

  it('follows a tap from its being stored to what Graph answered', async () => {
    await deliver('GREET_ADA');
    const trace = await newest((each) => requests(each).length === 2);
    expect(trace).toMatchObject({ psid: '7', title: 'Greet me', outcome: 'handled' });
    expect(trace.steps.map(({ kind }) => kind)).toEqual([
      'stored',
      'route',
      'handler',
      'replies',
      'graph',
      'graph',
    ]);
    expect(requests(trace)).toMatchObject([
      { path: `/${PAGE.id}/messages`, body: { sender_action: 'typing_on' }, status: 200 },
      { body: { message: { text: 'Hello!' } }, status: 200, answer: { message_id: 'm_1' } },
    ]);
  });

  it('shows what Meta refuses, with the mend', async () => {
    graph.answer = jsonAnswer(400, metaError(10, { error_subcode: 2018278 }));
    await deliver('GREET_ADA');
    const [request] = requests(await newest((each) => requests(each).length === 2));
    expect(request).toMatchObject({
      status: 400,
      answer: expect.stringContaining('error 10/2018278'),
    });
  });

  it('tells the pages that listen', async () => {
    const page = await on.listen();
    await deliver('GREET_ADA');
    const { id } = await newest(({ outcome }) => outcome === 'handled');
    await page.until(() => page.traceOf(id)?.outcome === 'handled');
    expect(page.events.map(({ kind }) => kind)).not.toContain('chat');
    await page.leave();
  });

  it('shows a second delivery of one event as a duplicate', async () => {
    await deliver('GREET_ADA');
    await newest(({ outcome }) => outcome === 'handled');
    await deliver('GREET_ADA');
    const traces = await on.get<Trace[]>('traces');
    expect(traces.map(({ outcome }) => outcome)).toEqual(['duplicate', 'handled']);
  });

  it('lets nobody act, set faults or the clock, or replay', async () => {
    await deliver('GREET_ADA');
    const { id } = await newest(({ outcome }) => outcome === 'handled');
    const answers = await Promise.all([
      on.fetch('people/7'),
      on.send('people/7/acts', { kind: 'get-started' }),
      on.send(`traces/${id}/replay`, {}),
      on.fetch(`traces/${id}/curl`),
      on.send('faults/slow', { value: 'on' }, 'PUT'),
      on.send('clock/advance', { ms: 1 }),
    ]);
    for (const answer of answers) {
      expect(answer.status).toBe(409);
      expect(await answer.json()).toMatchObject({ code: 'CONSOLE_UNAVAILABLE' });
    }
  });
});
