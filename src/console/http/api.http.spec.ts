import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { ADA, isAnswered, RunningConsole } from '../../../test/support/console.js';
import { Simulator } from '../../simulator/index.js';
import { Clock } from '../../store/index.js';
import type {
  AttributionRow,
  Chat,
  ConsoleProblem,
  ConsoleState,
  FaultRow,
  PageChatBubble,
  PersonChatBubble,
  RouteRow,
  Trace,
  UnhandledRow,
} from '../contract.js';

const BEN = '1000000000000002';
/** Bubbles of one chat that the stand-in keeps. */
const KEPT = 1_000;

const aMenuItem = (title: string, payload: string): object => ({
  type: 'postback',
  title,
  payload,
  url: null,
});

describe('the people of the console', () => {
  let on: RunningConsole;

  beforeAll(async () => {
    on = await RunningConsole.start();
  });

  afterAll(() => on.close());

  const chat = (psid = ADA): Promise<Chat> => on.get<Chat>(`people/${psid}`);
  const bubblesOf = async (psid = ADA): Promise<Chat['bubbles']> => (await chat(psid)).bubbles;

  it('are listed with the state of the console', async () => {
    const state = await on.get<ConsoleState>('state');
    expect(state).toMatchObject({
      mode: 'demo',
      pages: [{ id: '100000000000001', name: expect.any(String) }],
      people: [
        { psid: ADA, name: 'Ada', blocked: false },
        { psid: BEN, name: 'Ben' },
      ],
    });
    expect(Math.abs(state.nowMs - Date.now())).toBeLessThan(10_000);
  });

  it('begin with an empty chat that shows ice breakers, which hide Get Started, and the menu', async () => {
    expect(await chat(BEN)).toEqual({
      person: {
        psid: BEN,
        name: 'Ben',
        pageId: '100000000000001',
        lastText: null,
        blocked: false,
        windowOpen: false,
      },
      bubbles: [],
      screen: {
        isNew: true,
        greeting: 'Hello Ben! Track an order, look around, or ask us.',
        getStarted: false,
        iceBreakers: [
          { question: 'Where is my order?', payload: 'FLOW_TRACK_ORDER' },
          { question: 'What do you sell?', payload: 'PRODUCTS_BROWSE' },
        ],
        quickReplies: [],
        menu: [
          aMenuItem('Track my order', 'FLOW_TRACK_ORDER'),
          aMenuItem('Browse products', 'PRODUCTS_BROWSE'),
          aMenuItem('Support', 'MENU_SUPPORT_V2'),
        ],
        composerDisabled: false,
      },
      typing: false,
    });
  });

  it('tap, and see the answer with what can be tapped next', async () => {
    const id = await on.act({ kind: 'get-started' });
    await on.trace(id, isAnswered);
    const { person, bubbles, screen } = await chat();
    expect(person).toMatchObject({
      windowOpen: true,
      lastText: expect.stringContaining('Welcome'),
    });
    const [tapped, answer] = bubbles as [PersonChatBubble, PageChatBubble];
    expect(tapped).toEqual({
      seq: 1,
      atMs: expect.any(Number),
      from: 'person',
      kind: 'tap',
      text: 'Get Started',
      media: null,
      traceId: id,
      receipt: 'delivered',
      seen: false,
      replyTo: null,
    });
    expect(answer).toMatchObject({ from: 'page', kind: 'message', mid: expect.any(String) });
    expect(screen).toMatchObject({ isNew: false, getStarted: false });
    expect(screen.quickReplies.map(({ title }) => title)).toContain('Browse products');
  });

  it('tap what hangs on cards, and quick replies', async () => {
    await on.trace(
      await on.act({ kind: 'quick-reply', payload: 'PRODUCTS_BROWSE', title: 'Browse products' }),
      isAnswered,
    );
    const { cards } = (await bubblesOf()).at(-1) as PageChatBubble;
    const [button] = cards[0]?.buttons ?? [];
    expect(button).toMatchObject({ type: 'postback', title: 'View' });
    const { payload, title } = button ?? {};
    await on.trace(await on.act({ kind: 'tap', payload, title, mid: null }), isAnswered);
    expect((await bubblesOf()).at(-2)).toMatchObject({ kind: 'tap', text: 'View' });
  });

  it('see lines that are counted without a gap, although the page showed that it types', async () => {
    const page = { sender_action: 'typing_on' };
    const graph = `${on.environment.graphUrl}/v26.0/me/messages`;
    const call = (body: object): Promise<Response> =>
      fetch(graph, {
        method: 'POST',
        headers: { 'Content-Type': 'application/json' },
        body: JSON.stringify({
          recipient: { id: ADA },
          access_token: on.environment.pageTokens.get('100000000000001'),
          ...body,
        }),
      });
    await call(page);
    expect((await chat()).typing).toBe(true);
    await call({ message: { text: 'Here I am' } });
    await call({ sender_action: 'mark_seen' });
    const { typing, bubbles } = await chat();
    expect(typing).toBe(false);
    expect(bubbles.map(({ seq }) => seq)).toEqual(bubbles.map((_, index) => index + 1));
    expect(bubbles.every((bubble) => bubble.from === 'page' || bubble.seen)).toBe(true);
  });

  it('write, send pictures and react', async () => {
    const before = (await bubblesOf()).length;
    await on.act({ kind: 'say', text: 'hello' });
    await on.act({ kind: 'send-image', url: 'http://localhost/cat.png' });
    const mid = await on.messageId();
    await on.act({ kind: 'react', mid, emoji: '👍' });
    const reacted = (await bubblesOf()).find((each) => each.from === 'page' && each.mid === mid);
    expect(reacted).toMatchObject({ reaction: '👍' });
    await on.act({ kind: 'react', mid, emoji: null });
    const own = (await bubblesOf()).slice(before).filter(({ from }) => from === 'person');
    expect(own).toHaveLength(4);
    const traces = await on.get<Trace[]>(`traces?psid=${ADA}&limit=4`);
    expect(traces.map(({ kind, title }) => `${kind} ${title}`)).toEqual([
      'reaction unreact',
      'reaction 👍',
      'attachment image',
      'text hello',
    ]);
  });

  it('arrive by a link, which waits for the first tap in a new conversation', async () => {
    const arrived = await on.send(`people/${BEN}/acts`, { kind: 'arrive', ref: 'EMAIL_MAY' });
    expect(await arrived.json()).toEqual({ traceId: null });
    expect((await bubblesOf(BEN))[0]).toMatchObject({
      kind: 'arrival',
      text: 'EMAIL_MAY',
      traceId: null,
      receipt: 'pending',
    });
    await on.trace(await on.act({ kind: 'get-started' }, BEN), isAnswered);
    expect(await on.get<AttributionRow[]>('attributions')).toEqual([
      {
        psid: BEN,
        pageId: '100000000000001',
        arrivedAt: expect.stringMatching(/^\d{4}-.*Z$/),
        source: 'SHORTLINK',
        ref: 'EMAIL_MAY',
        adId: null,
      },
    ]);
  });

  it('block the page, and let it write again', async () => {
    const acted = await on.send(`people/${BEN}/acts`, { kind: 'block', blocked: true });
    expect(await acted.json()).toEqual({ traceId: null });
    expect((await chat(BEN)).person.blocked).toBe(true);
    await on.send(`people/${BEN}/acts`, { kind: 'block', blocked: false });
    expect((await chat(BEN)).person.blocked).toBe(false);
  });

  it.each([
    [
      {},
      'kind must be one of tap, get-started, quick-reply, say, send-image, react, arrive, block',
    ],
    [{ kind: 'dance' }, 'kind must be one of'],
    [{ kind: 'constructor' }, 'kind must be one of'],
    [{ kind: 'tap', payload: 7, title: '', mid: null }, 'payload must be a string'],
    [{ kind: 'say', text: '' }, 'text should not be empty'],
    [{ kind: 'say', text: 'a', mode: 'loud' }, 'property mode should not exist'],
    [{ kind: 'send-image', url: 'javascript:alert(1)' }, 'url must be a URL address'],
    [{ kind: 'send-image', url: 'file:///etc/passwd' }, 'url must be a URL address'],
    [{ kind: 'react', mid: '', emoji: null }, 'mid should not be empty'],
    [{ kind: 'block', blocked: 'yes' }, 'blocked must be a boolean value'],
    [[], 'kind must be one of'],
    [null, 'kind must be one of'],
  ])('do not do %j', async (body, message) => {
    const before = (await bubblesOf()).length;
    const response = await on.send(`people/${ADA}/acts`, body);
    const problem = (await response.json()) as ConsoleProblem;
    expect([response.status, problem.code]).toEqual([400, 'CONSOLE_REQUEST_INVALID']);
    expect(problem.message).toContain(message);
    expect(await bubblesOf()).toHaveLength(before);
  });

  it('tap no button with a payload that Meta would not take', async () => {
    const body = { kind: 'tap', payload: 'x'.repeat(1001), title: '', mid: null };
    expect((await on.send(`people/${ADA}/acts`, body)).status).toBe(400);
  });

  it.each([
    ['people/9', 404, 'SIMULATOR_UNKNOWN_PERSON'],
    [`people/${ADA}?page=9`, 404, 'SIMULATOR_UNKNOWN_PAGE'],
    ['traces/999999', 404, 'CONSOLE_TRACE_GONE'],
    ['traces/one', 400, 'CONSOLE_REQUEST_INVALID'],
    ['traces?limit=0', 400, 'CONSOLE_REQUEST_INVALID'],
    ['traces?limit=501', 400, 'CONSOLE_REQUEST_INVALID'],
    ['traces?order=up', 400, 'CONSOLE_REQUEST_INVALID'],
    ['nothing', 404, 'CONSOLE_NOT_FOUND'],
  ])('GET %s is refused with %d', async (path, status, code) => {
    const response = await on.fetch(path);
    const problem = (await response.json()) as ConsoleProblem;
    expect([response.status, problem.code]).toEqual([status, code]);
    expect(problem.message).toMatch(new RegExp(`^${code}: `));
  });

  it('do what they are asked for by another page than the first, if there is one', async () => {
    const response = await on.send(`people/${ADA}/acts?page=9`, { kind: 'get-started' });
    expect(response.status).toBe(404);
  });
});

describe('the tables of the inspector', () => {
  let on: RunningConsole;

  beforeAll(async () => {
    on = await RunningConsole.start();
  });

  afterAll(() => on.close());

  it('hold every route in order of precedence, with its handler and its places', async () => {
    const routes = await on.get<RouteRow[]>('routes');
    expect(routes.find(({ pattern }) => pattern === 'PRODUCT_VIEW_{productId}')).toEqual({
      on: 'OnPostback',
      pattern: 'PRODUCT_VIEW_{productId}',
      handler: 'ProductsHandlers.view',
      place: expect.stringMatching(/^src\/products\/products\.handlers\.ts:\d+$/),
      definition: expect.stringMatching(/^src\/products\/products\.payloads\.ts:\d+$/),
    });
    expect(routes.map((route) => route.on)).toContain('OnReferral');
  });

  it('hold what nobody handled, without the values in it', async () => {
    for (let times = 0; times < 2; times += 1) {
      const id = await on.act({ kind: 'tap', payload: 'PRODUCT_OLD_4711', title: 'x', mid: null });
      await on.trace(id, ({ outcome }) => outcome === 'unhandled');
    }
    expect(await on.get<UnhandledRow[]>('unhandled')).toEqual([
      {
        pageId: '100000000000001',
        reason: 'no-route',
        sample: expect.not.stringContaining('4711'),
        count: 2,
        lastAt: expect.stringMatching(/^\d{4}-.*Z$/),
      },
    ]);
  });

  it.each(['days=0', 'days=x', 'days=3651', 'touch=middle', 'page=1'])(
    'refuse campaigns?%s',
    async (query) => {
      const { status } = await on.fetch(`campaigns?${query}`);
      expect(status).toBe(400);
    },
  );

  it('are empty where nothing happened yet', async () => {
    expect(await on.get('attributions')).toEqual([]);
    expect(await on.get('campaigns')).toEqual({ campaigns: [], count: 0, goals: [] });
  });
});

describe('a chat that is longer than the stand-in remembers', () => {
  let on: RunningConsole;

  beforeEach(async () => {
    on = await RunningConsole.start();
    const chat = on.app.get(Simulator, { strict: false }).conversation(ADA);
    const shown = { buttons: [], cards: [], media: [], template: null, quickReplies: [] };
    for (let n = 1; n <= KEPT / 2 + 1; n += 1) {
      chat.add({ from: 'page', kind: 'sender_action', atMs: n, action: 'typing_on' });
      chat.add({
        from: 'page',
        kind: 'message',
        atMs: n,
        mid: `m_${n}`,
        text: `no ${n}`,
        ...shown,
      });
    }
  });

  afterEach(() => on.close());

  it('shows the newest lines under the numbers that they always had', async () => {
    const { bubbles } = await on.get<Chat>(`people/${ADA}`);
    expect(bubbles).toHaveLength(KEPT / 2);
    expect(bubbles[0]).toMatchObject({ seq: 2, mid: 'm_2' });
    const page = await on.listen();
    const id = await on.act({ kind: 'say', text: 'still here' });
    await page.until((events) => events.some(({ kind }) => kind === 'chat'));
    const told = page.events.flatMap((event) => (event.kind === 'chat' ? event.bubbles : []));
    expect(told[0]).toMatchObject({ seq: KEPT / 2 + 2, text: 'still here', traceId: id });
    expect((await on.get<Chat>(`people/${ADA}`)).bubbles[0]).toMatchObject({ mid: 'm_2', seq: 2 });
    await page.leave();
  });

  it.each([
    { kind: 'react', mid: 'm_1', emoji: '👍' },
    { kind: 'say', text: 'that one', replyTo: 'm_1' },
  ])('refuses $kind to a message that is forgotten', async (act) => {
    const answer = await on.send(`people/${ADA}/acts`, act);
    expect([answer.status, await answer.json()]).toEqual([
      404,
      {
        code: 'SIMULATOR_UNKNOWN_MESSAGE',
        message: expect.stringContaining('The oldest 2 bubbles of this long chat are forgotten.'),
      },
    ]);
  });
});

describe('faults and the clock', () => {
  let on: RunningConsole;

  afterEach(() => on.close());

  const start = async (): Promise<void> => {
    on = await RunningConsole.start();
  };
  const nowMs = async (): Promise<number> => (await on.get<ConsoleState>('state')).nowMs;

  it('are switched on and off one by one', async () => {
    await start();
    const valueOf = async (name: string) =>
      (await on.get<FaultRow[]>('faults')).find((fault) => fault.name === name)?.value;
    expect(await valueOf('duplicate')).toBe('off');
    const set = await on.send('faults/duplicate', { value: 'together' }, 'PUT');
    expect(await set.json()).toEqual(await on.get('faults'));
    expect([await valueOf('duplicate'), await valueOf('reorder')]).toEqual(['together', 'off']);
  });

  it.each([
    ['none', { value: 'on' }, 404, 'SIMULATOR_UNKNOWN_FAULT'],
    ['duplicate', { value: 'on' }, 400, 'SIMULATOR_FAULT_CHOICE'],
    ['duplicate', { value: 1 }, 400, 'CONSOLE_REQUEST_INVALID'],
    ['duplicate', { value: 'after', times: 0 }, 400, 'CONSOLE_REQUEST_INVALID'],
  ])('refuse %s with %j, as the stand-in does', async (name, body, status, code) => {
    await start();
    const answer = await on.send(`faults/${name}`, body, 'PUT');
    const { code: given } = (await answer.json()) as ConsoleProblem;
    expect([answer.status, given]).toEqual([status, code]);
    const { status: direct } = await fetch(`${on.url}/simulator/faults/${name}`, {
      method: 'PUT',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify(body),
    });
    expect(direct).toBe(status);
  });

  it('strike as often as was asked for', async () => {
    await start();
    await on.send('faults/duplicate', { value: 'together', times: 1 }, 'PUT');
    await on.trace(await on.act({ kind: 'get-started' }), isAnswered);
    const faults = await on.get<FaultRow[]>('faults');
    expect(faults.find(({ name }) => name === 'duplicate')?.value).toBe('off');
  });

  it('let time pass for people and for the bot, and tell every page', async () => {
    await start();
    const page = await on.listen();
    const before = await nowMs();
    await on.send('clock/advance', { ms: 86_400_000 });
    await page.until((events) => events.some(({ kind }) => kind === 'clock'));
    expect(await nowMs()).toBeGreaterThanOrEqual(before + 86_400_000);
    expect(on.app.get(Clock).now()).toBeGreaterThanOrEqual(before + 86_400_000);
    await page.leave();
  });

  it.each([{ ms: -1 }, { ms: 1.5 }, { ms: 'soon' }, {}, { ms: 1e12 }])(
    'do not let %j pass',
    async (body) => {
      await start();
      expect((await on.send('clock/advance', body)).status).toBe(400);
      expect(await nowMs()).toBeLessThan(Date.now() + 60_000);
    },
  );
});
