import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { Sent } from '../support/sent.js';
import { PAGE, SECRET, Service } from '../support/service.js';
import { until } from '../support/until.js';

const PSID = '7300000000000042';
/** What ends a line, steers a terminal, or looks like a line of the log. */
const NASTY = 'canary\r\n{"level":60,"msg":"forged"}\u001b[2J\u2028\u0000';

describe('the log', () => {
  let folder: string;
  let graph: Sent;
  let service: Service;

  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'tapline-logs-'));
    graph = await Sent.start();
    service = await Service.start({
      database: join(folder, 'tapline.db'),
      graphUrl: graph.url,
      variables: { LOG_LEVEL: 'debug' },
    });
  });

  afterEach(async () => {
    await service.end();
    await graph.close();
    rmSync(folder, { recursive: true, force: true });
  });

  const post = (...items: readonly object[]): Promise<Response> =>
    service.post({
      object: 'page',
      entry: [
        {
          id: PAGE.id,
          messaging: items.map((item, index) => ({
            sender: { id: PSID },
            recipient: { id: PAGE.id },
            timestamp: Date.now() + index,
            ...item,
          })),
        },
      ],
    });

  it('O5–O7: is one line of JSON for each event, without secrets, people, payloads or texts, whatever they hold', async () => {
    await post(
      { postback: { title: NASTY, payload: 'FLOW_TRACK_ORDER' } },
      { postback: { title: NASTY, payload: `NO_ROUTE_${NASTY}` } },
      {
        postback: {
          title: 'x',
          payload: `{"action":"ADD_TO_CART","productId":"${'canary'.repeat(99)}"}`,
        },
      },
      { message: { mid: 'm_1', text: NASTY } },
      { message: { mid: 'm_2', text: 'Yes', quick_reply: { payload: NASTY } } },
      { read: { watermark: 1 } },
    );
    await service.post('{not JSON canary');
    await until(() => lines().filter(isEvent).length >= 6);
    const { output } = service;
    for (const secret of [SECRET, PAGE.token, PSID, 'canary', 'forged', '\u001b', '\r'])
      expect(output).not.toContain(secret);
    const [first] = lines().filter(isEvent);
    expect(first).toMatchObject({
      level: 30,
      context: 'Event',
      msg: 'event handled',
      event: expect.stringMatching(/^[0-9a-f]{64}$/),
      kind: 'postback',
      page: PAGE.id,
      person: expect.stringMatching(/^[0-9a-f]{12}$/),
      handler: 'OrdersHandlers.list',
      attempt: 1,
      waitMs: expect.any(Number),
      handleMs: expect.any(Number),
      disposition: 'handled',
    });
    const people = new Set(
      lines()
        .filter(isEvent)
        .map(({ person }) => person),
    );
    expect(people.size).toBe(1);
  });

  /** Every line is JSON, or this throws. */
  function lines(): readonly Readonly<Record<string, unknown>>[] {
    const whole = service.output.slice(0, service.output.lastIndexOf('\n') + 1);
    return whole
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => JSON.parse(line) as Readonly<Record<string, unknown>>);
  }

  const isEvent = ({ context }: Readonly<Record<string, unknown>>): boolean => context === 'Event';
});
