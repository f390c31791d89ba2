import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { ADA, type Graph, startGraph } from '../support/graph.js';
import { Sent } from '../support/sent.js';
import { PAGE, Service } from '../support/service.js';
import { aDelivery, aPostback, aText } from '../support/wire-samples.js';
import { until } from '../support/until.js';

describe('a tap', () => {
  let folder: string;
  let database: string;
  let graph: Graph;
  let service: Service;

  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'tapline-journey-'));
    database = join(folder, 'journey.db');
    graph = await startGraph();
    service = await Service.start({ database, graphUrl: graph.url });
    graph.simulator.connectWebhook(`${service.url}/webhook`);
  });

  afterEach(async () => {
    await service.end();
    await graph.close();
    rmSync(folder, { recursive: true, force: true });
  });

  const bubbles = (): string[] =>
    graph.simulator.transcriptOf(ADA).map((bubble) => JSON.stringify(bubble));

  it('on Get Started is greeted, and the greeting leads on to support and a person', async () => {
    await graph.simulator.getStarted(ADA);
    await graph.simulator.nextMessage(ADA);
    await graph.simulator.quickReply(ADA, { title: 'Support' });
    await graph.simulator.nextMessage(ADA);
    await graph.simulator.tap(ADA, { payload: 'SUPPORT_BILLING' });
    await graph.simulator.nextMessage(ADA);
    await graph.simulator.waitForSent(4);
    expect(graph.simulator.sent().map(({ path }) => path.split('/').at(-1))).toEqual([
      'messages',
      'messages',
      'messages',
      'pass_thread_control',
    ]);
  });

  it('is answered once, although it is delivered twice', async () => {
    await graph.simulator.getStarted(ADA);
    await graph.simulator.nextMessage(ADA);
    await graph.simulator.redeliver(ADA);
    await graph.simulator.tap(ADA, { payload: 'MENU_SUPPORT' });
    expect(JSON.stringify(await graph.simulator.nextMessage(ADA))).toContain('What is it about?');
    expect(graph.simulator.sent()).toHaveLength(2);
  });

  it('nobody handles gets a polite reply with a way on, and is logged without the values in its payload', async () => {
    await graph.simulator.tap(ADA, { payload: 'A_BUTTON_OF_1815_lovelace' });
    const reply = await graph.simulator.nextMessage(ADA);
    expect(JSON.stringify(reply)).toContain('quickReplies');
    await service.hasWritten('no handler takes this tap');
    await service.hasWritten('"sample":"A_BUTTON_OF_#_…"');
    expect(service.output).not.toMatch(/1815|lovelace/);
  });

  it('that was acknowledged before the process was killed is answered after the restart', async () => {
    await service.end();
    const held = await Service.start({
      database,
      graphUrl: graph.url,
      nodeOptions: ['--import', './test/fixtures/hold-handlers.mjs'],
    });
    graph.simulator.connectWebhook(`${held.url}/webhook`);
    const delivery = await graph.simulator.getStarted(ADA);
    expect(delivery.attempts.at(-1)).toMatchObject({ status: 200 });
    expect(graph.simulator.sent()).toEqual([]);
    await held.end('SIGKILL');
    service = await Service.start({ database, graphUrl: graph.url });
    await graph.simulator.nextMessage(ADA);
    expect(graph.simulator.sent()).toHaveLength(1);
  });

  it('is answered with umlauts, emoji and slashes as they were meant', async () => {
    await graph.simulator.say(ADA, 'Grüße 😀 https://example.com/ä');
    await graph.simulator.nextMessage(ADA);
    expect(bubbles()[0]).toContain('Grüße 😀 https://example.com/ä');
  });
});

describe('a signed request', () => {
  it('makes exactly one request to Graph, with the right recipient, text and token; sent twice, still one', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'tapline-journey-'));
    const sent = await Sent.start();
    const service = await Service.start({ database: join(folder, 'one.db'), graphUrl: sent.url });
    const tap = aDelivery({
      messaging: [aPostback({ user: '7', page: PAGE.id, payload: 'GET_STARTED' })],
    });
    const text = aDelivery({ messaging: [aText({ user: '8', page: PAGE.id, text: 'hello' })] });
    await service.post(tap);
    await service.post(tap);
    await service.post(text);
    await until(() => sent.requests.length >= 2);
    await service.end();
    const toTapper = sent.requests.filter(({ body }) => JSON.stringify(body).includes('"id":"7"'));
    expect(toTapper).toEqual([
      {
        line: `POST /v26.0/${PAGE.id}/messages`,
        headers: expect.objectContaining({
          'content-type': expect.stringContaining('application/json'),
        }),
        body: expect.objectContaining({
          recipient: { id: '7' },
          messaging_type: 'RESPONSE',
          message: expect.objectContaining({ text: expect.stringContaining('Welcome') }),
          access_token: PAGE.token,
        }),
      },
    ]);
    await sent.close();
    rmSync(folder, { recursive: true, force: true });
  });
});
