import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { setTimeout as after } from 'node:timers/promises';
import { EchoingMeta } from './echoing-meta.js';
import { isLong } from './fault-form.js';
import { PAGE, Service } from './service.js';
import { until } from './until.js';

export const KILLS = isLong ? 200 : 4;
/** They tap side by side, each as one person after the other. */
export const TAPPERS = 12;
/** Many, because whoever's reply a kill interrupts gets no other one until its echo has come, or 5 s have passed. */
const PEOPLE = TAPPERS * 20;
/** A tapper's pause, at most: a service that lives for half a second sends no more than so many can cause. */
const PAUSE_MS = 300;
/**
 * How long a life lasts, in milliseconds: time for what was under way at the last kill, because what three lives in a row end over
 * is a dead letter, as it should be. Now and then long enough to settle what has no echo.
 */
const LIFE_MS = { least: 300, more: 400, long: 6_500, longEvery: 20 };
/** For all kills, and for what is left to be sent. */
export const KILLS_MAX_MS = 120_000 + KILLS * 5_000;

/** A service that is killed again and again while people tap and it answers. */
export class KillsWhileSending {
  taps = 0;
  readonly meta: EchoingMeta;
  private graphUrl = '';
  private isOver = false;
  private tappers: readonly Promise<void>[] = [];
  private readonly folder = mkdtempSync(join(tmpdir(), 'tapline-'));

  constructor({ echoes }: { readonly echoes: boolean }) {
    this.meta = new EchoingMeta(echoes);
  }

  /** Resolves when everything that was tapped has been handled and sent, as far as it ever is. */
  async run(): Promise<void> {
    this.graphUrl = await this.meta.start();
    await this.startService();
    this.tappers = Array.from({ length: TAPPERS }, (_, tapper) => this.tapOnAndOn(tapper));
    try {
      await this.killOnAndOn();
    } finally {
      this.isOver = true;
    }
    await Promise.all(this.tappers);
    await until(() => this.found("inbox_events where state = 'waiting'").length === 0);
    await until(() => this.found('outbox_messages where settled_at is null').length === 0);
    await this.meta.echoed();
  }

  /** Also after a run that threw: nobody taps any more. */
  async end(): Promise<void> {
    this.isOver = true;
    await this.meta.service?.end();
    await this.meta.close();
    await Promise.all(this.tappers);
    rmSync(this.folder, { recursive: true });
  }

  /** Replies that came more than once, with how often. */
  get twice(): readonly (readonly [string, number])[] {
    return [...this.meta.delivered].filter(([, times]) => times > 1);
  }

  /**
   * Taps that were answered. What two lives ended over before the request was out is given up and marked, and an event that
   * three lives ended over is a dead letter.
   */
  accountedFor(): number {
    const { delivered } = this.meta;
    const givenUp = this.intents('unknowns >= 2').filter((intent) => !delivered.has(intent));
    const dead = this.found("inbox_events where state = 'dead'");
    return delivered.size + givenUp.length + dead.length;
  }

  /** Replies that a kill, or what came of it, left in doubt. */
  inDoubt(): readonly string[] {
    return this.intents('unknowns > 0');
  }

  /** Replies, without typing dots: those are never sent again. */
  private intents(condition: string): readonly string[] {
    return this.found(`outbox_messages where policy = 'atLeastOnce' and ${condition}`).map(
      (message) => String(message['intent_id']),
    );
  }

  private get database(): string {
    return join(this.folder, 'tapline.db');
  }

  private async startService(): Promise<void> {
    const { database, graphUrl } = this;
    this.meta.service = await Service.start({ database, graphUrl });
  }

  private async killOnAndOn(): Promise<void> {
    for (let kill = 0; kill < KILLS; kill += 1) {
      await after(lifeMs(kill));
      if (kill % 2 === 0) await this.meta.asked(); // At least one request is under way.
      await this.meta.service?.end('SIGKILL');
      await this.startService();
    }
  }

  /** Taps one after the other, until it is over. No person taps in two of these. */
  private async tapOnAndOn(tapper: number): Promise<void> {
    for (let person = tapper; !this.isOver; person = (person + TAPPERS) % PEOPLE) {
      this.taps += 1;
      await this.meta.post({
        sender: { id: `30000000000${String(person).padStart(4, '0')}` },
        recipient: { id: PAGE.id },
        timestamp: Date.now(),
        postback: { title: 'Help', payload: 'SUPPORT_BILLING', mid: `m_tap_${this.taps}` },
      });
      await after(Math.random() * PAUSE_MS);
    }
  }

  private found(rows: string): readonly Record<string, unknown>[] {
    const db = new DatabaseSync(this.database, { readOnly: true });
    try {
      return db.prepare(`select * from ${rows}`).all();
    } finally {
      db.close();
    }
  }
}

function lifeMs(kill: number): number {
  if (kill % LIFE_MS.longEvery === LIFE_MS.longEvery - 1) return LIFE_MS.long;
  return LIFE_MS.least + Math.random() * LIFE_MS.more;
}
