import { EventEmitter, once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { setTimeout as after } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { isLong } from '../support/fault-form.js';
import { closed, listenOnLoopback } from '../support/loopback.js';
import { PAGE, Service } from '../support/service.js';
import { until } from '../support/until.js';

const KILLS = isLong ? 200 : 4;
/** They tap side by side, each as one person after the other. */
const TAPPERS = 12;
/** Many, because whoever's reply a kill interrupts gets no other one until its echo has come, or 5 s have passed. */
const PEOPLE = TAPPERS * 20;
const TWICE_MAX = isLong ? 2 : 1;
/**
 * How long a life lasts, in milliseconds: time for what was under way at the last kill, because what three lives in a row end over
 * is a dead letter, as it should be. Now and then long enough to settle what has no echo.
 */
const LIFE_MS = { least: 300, more: 400, long: 6_500, longEvery: 20 };
const MAX_MS = 60_000 + KILLS * 8_000;

/** A Graph that delivers whatever it is sent, a little later, and says so in an echo when it is asked to. */
class Meta {
  /** How often each intent was delivered. */
  readonly delivered = new Map<string, number>();
  service: Service | null = null;
  echoes = true;
  private readonly underWay = new Set<Promise<void>>();
  private readonly news = new EventEmitter();
  private readonly server: Server = createServer((request, response) => {
    let text = '';
    request.on('data', (data: Buffer) => (text += data.toString()));
    request.on('end', () => {
      const { recipient, message } = JSON.parse(text) as {
        recipient: { id: string };
        message?: { metadata: string };
      };
      if (message) this.deliver(recipient.id, message.metadata);
      this.news.emit('asked');
      const answer = JSON.stringify({ recipient_id: recipient.id, message_id: 'm_1' });
      setTimeout(() => response.end(answer), Math.random() * 20);
    });
  });

  async start(): Promise<string> {
    return `http://127.0.0.1:${await listenOnLoopback(this.server)}`;
  }

  async close(): Promise<void> {
    this.server.closeAllConnections();
    await closed(this.server);
  }

  /** Delivers an event as Meta does: again and again until it is answered with 200. */
  async post(item: object): Promise<void> {
    const body = { object: 'page', entry: [{ id: PAGE.id, time: Date.now(), messaging: [item] }] };
    for (;;) {
      const answer = await this.service?.post(body).catch(() => null);
      if (answer?.status === 200) return;
      await after(100);
    }
  }

  /** Resolves when a request has just come and has no answer yet. */
  async asked(): Promise<void> {
    await once(this.news, 'asked');
  }

  /** Resolves when every echo has been taken. */
  async echoed(): Promise<void> {
    while (this.underWay.size > 0) await Promise.all(this.underWay);
  }

  private deliver(userId: string, intentId: string): void {
    this.delivered.set(intentId, (this.delivered.get(intentId) ?? 0) + 1);
    if (!this.echoes) return;
    const message = { is_echo: true, mid: `m_${intentId}`, metadata: intentId };
    const sides = { sender: { id: PAGE.id }, recipient: { id: userId } };
    const echo = after(5 + Math.random() * 45)
      .then(() => this.post({ ...sides, timestamp: Date.now(), message }))
      .finally(() => this.underWay.delete(echo));
    this.underWay.add(echo);
  }
}

describe('the outbox of a service that is killed while it sends', () => {
  let folder: string;
  let meta: Meta;
  let graphUrl: string;
  let taps = 0;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'tapline-'));
    meta = new Meta();
    graphUrl = await meta.start();
    taps = 0;
  });

  afterEach(async () => {
    await meta.service?.end();
    await meta.close();
    await rm(folder, { recursive: true });
  });

  const database = (): string => join(folder, 'tapline.db');

  async function startService(): Promise<Service> {
    meta.service = await Service.start({
      database: database(),
      graphUrl,
    });
    return meta.service;
  }

  /** Taps one after the other, as long as `goOn` says so. No person taps in two of these. */
  async function tapOnAndOn(tapper: number, goOn: () => boolean): Promise<void> {
    for (let person = tapper; goOn(); person = (person + TAPPERS) % PEOPLE) {
      taps += 1;
      await meta.post({
        sender: { id: `30000000000${String(person).padStart(4, '0')}` },
        recipient: { id: PAGE.id },
        timestamp: Date.now(),
        postback: { title: 'Help', payload: 'SUPPORT_BILLING', mid: `m_tap_${taps}` },
      });
      await after(Math.random() * 30);
    }
  }

  async function killAgainAndAgain(): Promise<void> {
    let isOver = false;
    await startService();
    const people = Array.from({ length: TAPPERS }, (_, tapper) =>
      tapOnAndOn(tapper, () => !isOver),
    );
    for (let kill = 0; kill < KILLS; kill += 1) {
      await after(lifeMs(kill));
      if (kill % 2 === 0) await meta.asked(); // At least one request is under way.
      await meta.service?.end('SIGKILL');
      await startService();
    }
    isOver = true;
    await Promise.all(people);
    await until(() => found("inbox_events where state = 'waiting'").length === 0);
    await until(() => found('outbox_messages where settled_at is null').length === 0);
    await meta.echoed();
  }

  function lifeMs(kill: number): number {
    if (kill % LIFE_MS.longEvery === LIFE_MS.longEvery - 1) return LIFE_MS.long;
    return LIFE_MS.least + Math.random() * LIFE_MS.more;
  }

  /** How many replies a kill, or what came of it, left in doubt. */
  function interrupted(): number {
    return intents('unknowns > 0').length;
  }

  function found(rows: string): readonly Record<string, unknown>[] {
    const db = new DatabaseSync(database(), { readOnly: true });
    try {
      return db.prepare(`select * from ${rows}`).all();
    } finally {
      db.close();
    }
  }

  /**
   * Taps that were answered. What two lives ended over before the request was out is given up and marked, and an event that
   * three lives ended over is a dead letter.
   */
  function accountedFor(): number {
    const givenUp = intents('unknowns >= 2').filter(
      (intent) => !meta.delivered.has(String(intent)),
    );
    const dead = found("inbox_events where state = 'dead'");
    return meta.delivered.size + givenUp.length + dead.length;
  }

  /** Replies, without typing dots: those are never sent again. */
  function intents(condition: string): readonly unknown[] {
    return found(`outbox_messages where policy = 'atLeastOnce' and ${condition}`).map(
      (message) => message['intent_id'],
    );
  }

  it(
    `A3: with echoes sends at most ${TWICE_MAX} replies twice in ${KILLS} kills, and loses none`,
    async () => {
      await killAgainAndAgain();
      const twice = [...meta.delivered.values()].filter((times) => times > 1);
      expect(accountedFor()).toBeGreaterThanOrEqual(taps);
      process.stdout.write(
        `A3 with echoes: ${twice.length} of ${taps} replies came twice, in ${KILLS} kills that left ${interrupted()} in doubt\n`,
      );
      expect(interrupted()).toBeGreaterThanOrEqual(KILLS / 4);
      expect(twice.length).toBeLessThanOrEqual(TWICE_MAX);
    },
    MAX_MS,
  );

  it(
    `A3: without echoes sends twice at most what was under way in ${KILLS} kills, and marks each as unknown`,
    async () => {
      meta.echoes = false;
      await killAgainAndAgain();
      const twice = [...meta.delivered].filter(([, times]) => times > 1);
      expect(accountedFor()).toBeGreaterThanOrEqual(taps);
      expect(twice.length).toBeLessThanOrEqual(TAPPERS * KILLS);
      const marked = new Set(intents('unknowns > 0'));
      expect(marked.size).toBeGreaterThanOrEqual(KILLS / 4);
      expect(twice.filter(([intent]) => !marked.has(intent))).toEqual([]);
      process.stdout.write(
        `A3 without echoes: ${twice.length} of ${taps} replies came twice, in ${KILLS} kills\n`,
      );
    },
    MAX_MS,
  );
});
