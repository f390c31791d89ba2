import { connect, type Socket } from 'node:net';
import { once } from 'node:events';
import { afterEach, describe, expect, it } from '@jest/globals';
import { ADA, isAnswered, RunningConsole } from '../../../test/support/console.js';
import { Simulator } from '../../simulator/index.js';
import { Clock } from '../../store/index.js';
import type { Chat, ConsoleEvent, RepliesReport, Trace } from '../contract.js';
import { EventHub } from './event-hub.js';

const isOver = (trace: Trace | undefined): boolean => trace !== undefined && isAnswered(trace);
const ofKind = <K extends ConsoleEvent['kind']>(
  events: readonly ConsoleEvent[],
  kind: K,
): Extract<ConsoleEvent, { kind: K }>[] =>
  events.filter((event): event is Extract<ConsoleEvent, { kind: K }> => event.kind === kind);

/** An event of 100 kB. */
const LARGE: ConsoleEvent = {
  kind: 'people',
  people: [
    {
      psid: '1',
      name: 'x'.repeat(100_000),
      pageId: '1',
      lastText: null,
      blocked: false,
      windowOpen: true,
    },
  ],
};

describe('the events of the console', () => {
  let on: RunningConsole;
  let closed = false;

  const start = async (): Promise<void> => {
    closed = false;
    on = await RunningConsole.start();
  };

  const close = async (): Promise<void> => {
    if (!closed) await on.close();
    closed = true;
  };

  afterEach(close);

  it('begin with hello', async () => {
    await start();
    const page = await on.listen();
    expect(page.events).toEqual([
      { kind: 'hello', startedAt: expect.stringMatching(/^\d{4}-.*Z$/) },
    ]);
    await page.leave();
  });

  it('tell of a tap as it goes on: its chat, and its trace up to the echo', async () => {
    await start();
    const page = await on.listen();
    const id = await on.act({ kind: 'get-started' });
    await page.until(() => isOver(page.traceOf(id)));
    await page.until((events) => ofKind(events, 'chat').flatMap((e) => e.bubbles).length >= 2);
    expect(page.traceOf(id)).toEqual(await on.get(`traces/${id}`));
    const [first] = ofKind(page.events, 'chat');
    expect(first).toMatchObject({
      psid: ADA,
      pageId: '100000000000001',
      bubbles: [{ from: 'person', kind: 'tap', traceId: id }],
    });
    const people = ofKind(page.events, 'people').at(-1)?.people;
    expect(people).toMatchObject([{ psid: ADA, windowOpen: true }, { psid: expect.any(String) }]);
    await page.leave();
  });

  it('tell of a reply on which an operator decides, also when nobody taps', async () => {
    await start();
    on.app.get(Simulator).faults.change('reset', 'before');
    const page = await on.listen();
    await on.act({ kind: 'get-started' });
    while (ofKind(page.events, 'operator-lists').length === 0) {
      await on.app.get(Clock).advance(1_000); // Lost once, sent again without an echo, lost once more.
      await new Promise(setImmediate);
    }
    const { undecided } = await on.get<RepliesReport>('replies');
    expect(undecided).toMatchObject([{ state: 'unknown', attempts: 2 }]);
    await page.leave();
  });

  it('put together give the chat as it is, receipts included', async () => {
    await start();
    const page = await on.listen();
    const id = await on.act({ kind: 'get-started' });
    await page.until(() => isOver(page.traceOf(id)));
    const chat = await on.get<Chat>(`people/${ADA}`);
    const told = (): unknown => {
      const chats = ofKind(page.events, 'chat');
      const bubbles = new Map(chats.flatMap((e) => e.bubbles).map((one) => [one.seq, one]));
      return { bubbles: [...bubbles.values()], screen: chats.at(-1)?.screen };
    };
    const { bubbles, screen } = chat;
    await page.until(() => JSON.stringify(told()) === JSON.stringify({ bubbles, screen }));
    expect(told()).toEqual({ bubbles, screen });
    await page.leave();
  });

  it('come at most once in 100 ms for a chat and for a trace, however much happens', async () => {
    await start();
    const page = await on.listen();
    const begunMs = performance.now();
    const ids: number[] = [];
    for (let n = 0; n < 30; n += 1) ids.push(await on.act({ kind: 'say', text: `no ${n}` }));
    await page.until(() => isOver(page.traceOf(ids.at(-1) ?? 0)));
    const mostEvents = (performance.now() - begunMs) / 100 + 1;
    const topics = page.events.map((event) =>
      event.kind === 'trace' ? `trace ${event.trace.id}` : event.kind,
    );
    for (const topic of ['chat', ...ids.map((id) => `trace ${id}`)])
      expect(topics.filter((each) => each === topic).length).toBeLessThanOrEqual(mostEvents);
    await page.leave();
  });

  it('reach every page that listens, and go on when one leaves', async () => {
    await start();
    const [one, two] = [await on.listen(), await on.listen()];
    await one.leave();
    const id = await on.act({ kind: 'get-started' });
    await two.until(() => isOver(two.traceOf(id)));
    expect(one.traceOf(id)).toBeUndefined();
    await two.leave();
  });

  it('do not repeat what was there before a page came', async () => {
    await start();
    const before = await on.act({ kind: 'get-started' });
    await on.trace(before, isOver);
    const page = await on.listen();
    const id = await on.act({ kind: 'say', text: 'hello' });
    await page.until(() => isOver(page.traceOf(id)));
    const bubbles = ofKind(page.events, 'chat').flatMap((event) => event.bubbles);
    expect(bubbles.every(({ seq }) => seq > 2)).toBe(true);
    await page.leave();
  });

  it('make room for one page more by closing the oldest stream', async () => {
    await start();
    const pages = [await on.listen()];
    for (let n = 0; n < 32; n += 1) pages.push(await on.listen());
    await pages[0]?.closed();
    expect(pages.slice(1).some(({ ended }) => ended)).toBe(false);
    for (const page of pages) await page.leave();
  });

  /** A page that asks for the events and then reads nothing. */
  async function deafPage(): Promise<Socket> {
    const { hostname, port } = new URL(on.url);
    const socket = connect(Number(port), hostname);
    await once(socket, 'connect');
    socket.write(
      `GET /console/api/events HTTP/1.1\r\nHost: ${on.host}\r\nX-Console-Token: ${on.token}\r\n\r\n`,
    );
    await once(socket, 'readable');
    socket.pause();
    return socket;
  }

  it('cut off a page that does not read, and nobody else', async () => {
    await start();
    const page = await on.listen();
    const deaf = await deafPage();
    const hub = on.app.get(EventHub);
    const gone = once(deaf, 'close');
    // More than the sockets of a machine take in, and still no end without the bound.
    for (let n = 0; n < 2_000 && hub.listeners > 1; n += 1) {
      hub.tell(LARGE);
      const told = n + 2;
      await page.until((events) => events.length >= told);
    }
    expect(hub.listeners).toBe(1);
    expect(page.ended).toBe(false);
    deaf.resume();
    deaf.on('error', () => undefined);
    await gone;
    await page.leave();
  });

  it('end at once when the service stops', async () => {
    await start();
    const page = await on.listen();
    const begunMs = performance.now();
    await close();
    await page.closed();
    expect(performance.now() - begunMs).toBeLessThan(2_000);
  });
});
