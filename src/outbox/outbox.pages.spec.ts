import type { ServerResponse } from 'node:http';
import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { Logger } from '@nestjs/common';
import { type Answer, jsonAnswer, metaError, PAGE, TOKEN } from '../../test/support/graph-stub.js';
import { OutboxRig, TAKEN } from '../../test/support/outbox-rig.js';
import { image, text } from '../messaging/index.js';

const OTHER = '5678';
const MINUTE_MS = 60_000;

describe('Outbox, page by page', () => {
  let rig: OutboxRig;

  beforeEach(async () => {
    rig = await OutboxRig.start({ [PAGE]: TOKEN, [OTHER]: 'tok-8' });
  });

  afterEach(async () => {
    jest.restoreAllMocks();
    await rig.close();
  });

  /** Answers calls for {@link PAGE} so; everything else is taken. */
  const answerPage = (answer: Answer): Answer => {
    return (response, request) =>
      (request.url?.includes(`/${PAGE}/`) ? answer : TAKEN)(response, request);
  };

  async function queue(people: number, pageId = PAGE): Promise<void> {
    for (let person = 0; person < people; person += 1)
      await rig.store(`${person}`, [text(`to ${person}`)], pageId);
  }

  const calls = (pageId = PAGE): number =>
    rig.sent.filter((message) => message.pageId === pageId).length;
  const paused = async (): Promise<unknown> => (await rig.page()).paused?.why;
  const untilPaused = async (): Promise<void> => {
    while ((await rig.page()).paused === null) await new Promise(setImmediate);
  };

  it.each([
    ['190, the token is dead', 190, { error_subcode: 460 }],
    ['102, a session that is over', 102, {}],
    ['10, a permission that is missing', 10, {}],
    ['200, an app that is not live', 200, {}],
    ['230, pages_messaging is missing', 230, {}],
  ])(
    'G10: stops a page after one call that ends with %s, and holds its replies',
    async (_what, code, more) => {
      rig.graph.answer = answerPage(jsonAnswer(400, metaError(code, more)));
      await queue(40);
      rig.outbox.wake();
      await untilPaused();
      await rig.untilQuiet('0');
      rig.outbox.wake();
      await rig.untilQuiet('0', '1');
      expect(calls()).toBe(1);
      expect(await rig.page()).toMatchObject({
        paused: { why: 'token', until: expect.any(Number) },
        waiting: 40,
        unknown: 0,
      });
      const [first] = await rig.rows();
      expect(first).toMatchObject({
        state: 'waiting',
        verdict: 'token',
        retries: 0,
        settled_at: null,
      });
    },
  );

  it('G10: tells the operator once, with the page and the mend', async () => {
    const warn = jest.spyOn(Logger.prototype, 'warn');
    rig.graph.answer = answerPage(jsonAnswer(400, metaError(190)));
    await queue(3);
    rig.outbox.wake();
    await untilPaused();
    await rig.untilQuiet('0', '1', '2');
    const said = warn.mock.calls.map(([words]) => words as { why?: string });
    expect(said.filter(({ why }) => why === 'token')).toEqual([
      {
        msg: 'a page pauses, its replies wait: Meta does not take its token. Put a token with pages_messaging into META_PAGE_TOKENS; check META_APP_SECRET too',
        pageId: PAGE,
        why: 'token',
        until: expect.stringMatching(/^20/),
      },
    ]);
    expect(JSON.stringify(warn.mock.calls)).not.toContain(TOKEN);
  });

  it('G10: tries one message after 1, 5 and 15 minutes, and goes on when Meta takes it', async () => {
    rig.graph.answer = answerPage(jsonAnswer(400, metaError(190)));
    await queue(30);
    rig.outbox.wake();
    for (const [pause, minutes] of [1, 5, 15].entries()) {
      await rig.untilReceived(pause + 1);
      await rig.untilQuiet('0', '1');
      const { paused: pausing } = await rig.page();
      const lasts = ((pausing?.until ?? 0) - rig.clock.now()) / MINUTE_MS;
      expect(lasts).toBeGreaterThan(minutes * 0.75);
      expect(lasts).toBeLessThan(minutes * 1.25);
      await rig.clock.advance(minutes * 0.75 * MINUTE_MS);
      await rig.untilQuiet('0', '1');
      expect(calls()).toBe(pause + 1);
      if (minutes === 15) rig.graph.answer = TAKEN;
      await rig.clock.advance(minutes * 0.5 * MINUTE_MS);
    }
    const rows = await rig.untilSettled();
    expect(rows.every(({ state }) => state === 'sent')).toBe(true);
    expect(await rig.page()).toMatchObject({ paused: null, waiting: 0 });
  });

  it('G10: goes on without a restart with a token that an operator hands in', async () => {
    rig.graph.answer = (response, request) => {
      const isNew = rig.sent.at(-1)?.token === 'tok-new';
      (isNew ? TAKEN : jsonAnswer(400, metaError(190)))(response, request);
    };
    await queue(5);
    rig.outbox.wake();
    await untilPaused();
    rig.operator.resume(PAGE, 'tok-new');
    await rig.untilSettled();
    expect(rig.sent.map(({ token }) => token)).toEqual([
      TOKEN,
      ...Array.from({ length: 5 }, () => 'tok-new'),
    ]);
  });

  it('A11: asks Meta twice at most while 1,000 replies wait for a token, and then delivers them all within 10 s', async () => {
    rig.graph.answer = answerPage(jsonAnswer(400, metaError(190)));
    await queue(1_000);
    rig.outbox.wake();
    await untilPaused();
    await rig.untilQuiet('0');
    await rig.clock.advance(2 * MINUTE_MS);
    await rig.untilReceived(2);
    await rig.untilQuiet('0', '1');
    expect(rig.graph.received).toHaveLength(2);
    rig.graph.answer = TAKEN;
    const begun = performance.now();
    await rig.clock.advance(6 * MINUTE_MS);
    await rig.untilSettled();
    expect(performance.now() - begun).toBeLessThan(10_000);
    expect(new Set(rig.sent.slice(2).map(({ userId }) => userId)).size).toBe(1_000);
    expect(rig.graph.received).toHaveLength(1_002);
  });

  it.each([
    ['368, blocked for abuse', metaError(368)],
    ['10/1893063, restricted from sending', metaError(10, { error_subcode: 1893063 })],
  ])(
    'G14: opens the circuit of a page that Meta answers with %s, with an alert',
    async (_what, body) => {
      const alert = jest.spyOn(Logger.prototype, 'error');
      rig.graph.answer = answerPage(jsonAnswer(400, body));
      await queue(10);
      rig.outbox.wake();
      await untilPaused();
      await rig.untilQuiet('0', '1');
      expect(calls()).toBe(1);
      expect(await paused()).toBe('restricted');
      expect(alert).toHaveBeenCalledWith(
        expect.objectContaining({ pageId: PAGE, why: 'restricted' }),
      );
    },
  );

  it('G14: stops and starts with what the policy_enforcement webhook says', async () => {
    await rig.enforce('block');
    await rig.reply('7', text('later'));
    await rig.untilQuiet('7');
    expect(await paused()).toBe('restricted');
    expect(rig.graph.received).toEqual([]);
    await rig.enforce('unblock');
    await rig.untilSettled();
    expect(rig.texts).toEqual(['later']);
  });

  it('G15: keeps at most 16 calls open for a page that is slow, and lets another send meanwhile', async () => {
    await queue(8);
    rig.outbox.wake();
    await rig.untilSettled(); // The page is trusted now, and as wide as can be.
    const open = new Set<ServerResponse>();
    let most = 0;
    rig.graph.answer = answerPage((response) => {
      open.add(response);
      most = Math.max(most, open.size);
      response.once('close', () => open.delete(response));
    });
    await queue(60);
    await queue(60, OTHER);
    rig.outbox.wake();
    await rig.until(
      (rows) => rows.filter((row) => row.page_id === OTHER && row.state === 'sent').length === 60,
    );
    expect(most).toBeGreaterThan(8);
    expect(most).toBeLessThanOrEqual(16);
    rig.graph.answer = TAKEN;
    for (const response of open) response.end('{"message_id":"m_1"}');
    await rig.untilSettled();
  });

  it('sends to one person one message at a time, however many people the page sends to', async () => {
    await queue(8);
    rig.outbox.wake();
    await rig.untilSettled(); // The page is trusted now, and as wide as can be.
    let open = 0;
    let most = 0;
    rig.graph.answer = (response, request) => {
      most = Math.max(most, (open += 1));
      setImmediate(() => {
        open -= 1;
        TAKEN(response, request);
      });
    };
    const words = Array.from({ length: 10 }, (_, n) => `${n}`);
    await rig.reply('7', ...words.map(text));
    await rig.untilReceived(18);
    await rig.untilSettled();
    expect([most, rig.texts.slice(8)]).toEqual([1, words]);
  });

  it('G15: pauses a page after five calls without a sensible answer, and then tries one message', async () => {
    rig.graph.answer = answerPage(jsonAnswer(502, '<html>'));
    await queue(40);
    rig.outbox.wake();
    await untilPaused();
    await rig.untilQuiet('0', '1');
    expect(calls()).toBe(5);
    expect(await paused()).toBe('outage');
    await rig.clock.advance(1_500);
    await rig.untilReceived(6);
    await untilPaused();
    await rig.untilQuiet('0', '1');
    expect(calls()).toBe(6);
    rig.graph.answer = TAKEN;
    await rig.passUntilSettled();
    expect(await paused()).toBeUndefined();
  });

  it('G8: pauses only the page that Meta says has made too many calls, for as long as Meta says', async () => {
    const headers = {
      'X-Business-Use-Case-Usage': `{"${PAGE}":[{"type":"messenger","call_count":100,"total_time":1,"total_cputime":1,"estimated_time_to_regain_access":3}]}`,
    };
    rig.graph.answer = answerPage(jsonAnswer(400, metaError(80006), headers));
    await queue(5);
    await queue(5, OTHER);
    rig.outbox.wake();
    while (calls(OTHER) < 5) await new Promise(setImmediate);
    await untilPaused();
    await rig.untilQuiet('0', '1');
    expect(calls()).toBe(1);
    await rig.clock.advance(2.9 * MINUTE_MS);
    await rig.untilQuiet('0', '1');
    expect(calls()).toBe(1);
    rig.graph.answer = TAKEN;
    await rig.clock.advance(0.5 * MINUTE_MS);
    const rows = await rig.untilSettled();
    expect(rows.every(({ state, retries }) => state === 'sent' && retries === 0)).toBe(true);
  });

  it.each([
    ['a good answer says that nothing is left', 200, 'page'],
    ['an answer says so of the app', 200, 'app'],
    ['code 4 is answered', 400, 'app'],
  ])('G8: pauses when %s', async (_what, status, scope) => {
    const usage = { call_count: 100, total_time: 2, total_cputime: 2 };
    const page = { type: 'messenger', ...usage, estimated_time_to_regain_access: 2 };
    const headers: Record<string, string> =
      scope === 'page'
        ? { 'X-Business-Use-Case-Usage': JSON.stringify({ [PAGE]: [page] }) }
        : { 'X-App-Usage': JSON.stringify(usage) };
    jest.spyOn(Math, 'random').mockReturnValue(0.999);
    const body = status === 200 ? { recipient_id: '7', message_id: 'm_1' } : metaError(4);
    rig.graph.answer = answerPage(jsonAnswer(status, body, status === 200 ? headers : {}));
    await queue(3);
    rig.outbox.wake();
    await untilPaused();
    await rig.untilQuiet('0', '1', '2');
    expect(calls()).toBe(1);
    await queue(1, OTHER);
    rig.outbox.wake();
    await rig.untilQuiet('0');
    if (scope === 'page') while (calls(OTHER) < 1) await new Promise(setImmediate);
    expect((await rig.page(OTHER)).paused?.why).toBe(scope === 'app' ? 'limit' : undefined);
  });

  it('G8: keeps the app to its pause, though an operator tries one of its pages', async () => {
    rig.graph.answer = jsonAnswer(400, metaError(4), { 'Retry-After': '60' });
    await queue(2);
    rig.outbox.wake();
    await untilPaused();
    await rig.untilQuiet('0', '1');
    rig.operator.resume(PAGE);
    await rig.untilQuiet('0', '1');
    expect(await paused()).toBe('limit');
    expect(rig.graph.received).toHaveLength(1);
  });

  it('G8: comes back from a pause with one call, and no burst', async () => {
    rig.graph.answer = answerPage(jsonAnswer(429, '', { 'Retry-After': '60' }));
    await queue(50);
    rig.outbox.wake();
    await untilPaused();
    let open = 0;
    const widths: number[] = [];
    rig.graph.answer = (response, request) => {
      widths.push((open += 1));
      setTimeout(() => {
        open -= 1;
        TAKEN(response, request);
      }, 5);
    };
    await rig.clock.advance(80_000);
    await rig.untilSettled();
    expect(widths[0]).toBe(1);
    expect(Math.max(...widths.slice(0, 3))).toBeLessThanOrEqual(2);
    expect(Math.max(...widths)).toBeLessThanOrEqual(16);
  });

  it('G18: never sends with the token of another page, and holds what belongs to a page without one', async () => {
    const pages = [PAGE, OTHER, '999'];
    for (let n = 0; n < 60; n += 1)
      await rig.store(`${n}`, [text(`${n}`)], pages[n % pages.length]);
    rig.outbox.wake();
    await rig.until((rows) => rows.filter(({ state }) => state === 'sent').length === 40);
    const tokens: Record<string, string> = { [PAGE]: TOKEN, [OTHER]: 'tok-8' };
    for (const { pageId, userId, token } of rig.sent) {
      expect(pageId).toBe(pages[Number(userId) % pages.length]);
      expect(token).toBe(tokens[pageId]);
    }
    expect(await rig.page('999')).toMatchObject({ paused: { why: 'token' }, waiting: 20 });
  });

  it('G17: puts a token into no request line and no header', async () => {
    await queue(5);
    await rig.reply('7', image('https://example.com/a.png'));
    rig.outbox.wake();
    await rig.untilSettled();
    const shown = JSON.stringify(rig.graph.received.map(({ line, headers }) => [line, headers]));
    expect(shown).not.toContain(TOKEN);
    expect(shown).not.toContain('access_token');
  });
});
