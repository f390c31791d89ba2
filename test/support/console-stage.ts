import { afterAll, afterEach, beforeAll, beforeEach, jest } from '@jest/globals';
import type { Browser, BrowserContextOptions } from 'playwright-core';
import { BROWSER_TIMEOUT_MS, openBrowser } from './browser.js';
import { ConsolePage } from './console-page.js';
import { Service, type ServiceOptions } from './service.js';

/** The demo's first person. */
const ADA = '1000000000000001';

interface Stage {
  /** Beside Ada and Ben. */
  readonly people?: readonly { readonly psid: string; readonly name: string }[];
  /** By default the shop alone. `echo` answers any tap with its title, `trouble` fails until it is mended, `cashier` says what must not be said twice, `silence` hears texts and says nothing. */
  readonly features?: readonly ('shop' | 'echo' | 'trouble' | 'cashier' | 'silence')[];
}

/** The built service in demo mode, with its data in memory, and pages in front of it. */
export class ConsoleStage {
  private readonly opened: ConsolePage[] = [];

  private constructor(
    private readonly browser: Browser,
    private service: Service,
    private readonly options: ServiceOptions,
  ) {}

  static async start(browser: Browser, stage: Stage = {}): Promise<ConsoleStage> {
    const options = {
      database: ':memory:',
      script: 'test/fixtures/stage-service.mjs',
      variables: { STAGE: JSON.stringify(stage) },
    };
    return new ConsoleStage(browser, await Service.start(options), options);
  }

  /** In front of Meta, which is not there. */
  static async startLive(browser: Browser, token: string): Promise<ConsoleStage> {
    const options = {
      database: ':memory:',
      graphUrl: 'http://127.0.0.1:9',
      variables: { CONSOLE_TOKEN: token },
    };
    return new ConsoleStage(browser, await Service.start(options), options);
  }

  get url(): string {
    return this.service.url;
  }

  async open(options: BrowserContextOptions = {}): Promise<ConsolePage> {
    const shown = await ConsolePage.open(this.browser, this.url, options);
    this.opened.push(shown);
    return shown;
  }

  /** The page writes to somebody, past the bot. @throws when the stand-in refuses it, with its words */
  async pageSays(message: object, psid = ADA): Promise<void> {
    await this.graph('POST', 'messages', { recipient: { id: psid }, message });
  }

  /** `typing_on`, `mark_seen` … */
  async pageDoes(action: string, psid = ADA): Promise<void> {
    await this.graph('POST', 'messages', { recipient: { id: psid }, sender_action: action });
  }

  /** Get Started instead of ice breakers, and a greeting. */
  async greetAs(text: string): Promise<void> {
    await this.graph('DELETE', 'messenger_profile', { fields: ['ice_breakers'] });
    await this.graph('POST', 'messenger_profile', { greeting: [{ locale: 'default', text }] });
  }

  /** Does something as a person without a page, without waiting for the bot. */
  async act(what: string, facts: Readonly<Record<string, string>>, psid = ADA): Promise<void> {
    await this.simulator('POST', `people/${psid}/${what}?wait=0`, facts);
  }

  /** Lets the stand-in do something wrong. @param times by default for good */
  async fault(name: string, value: string, times?: number): Promise<void> {
    await this.simulator('PUT', `faults/${name}`, { value, ...(times !== undefined && { times }) });
  }

  /** Lets time pass on the platform and in the bot. */
  async advance(ms: number): Promise<void> {
    await this.simulator('POST', 'clock/advance', { ms });
  }

  /** Resolves when nobody knows of so many replies whether they arrived. */
  async untilInDoubt(count: number): Promise<void> {
    const line = `tapline_replies_in_doubt ${count}\n`;
    for (;;) {
      const metrics = await fetch(`${this.url}/metrics`);
      if ((await metrics.text()).includes(line)) return;
    }
  }

  /** Ends the service and starts another one at the same address. */
  async restart(): Promise<void> {
    const { port } = new URL(this.url);
    await this.service.end();
    this.service = await Service.start({ ...this.options, port: Number(port) });
  }

  /** @throws when a page complained about something */
  async end(): Promise<void> {
    const closed = await Promise.allSettled(this.opened.map((shown) => shown.close()));
    await this.service.end();
    for (const one of closed) if (one.status === 'rejected') throw one.reason;
  }

  private async simulator(method: string, path: string, body: object): Promise<void> {
    const response = await fetch(`${this.url}/simulator/${path}`, {
      method,
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify(body),
    });
    if (!response.ok) throw new Error(await response.text());
  }

  private async graph(method: string, edge: string, body: object): Promise<void> {
    const [, token = ''] = /^page token (\S+)$/m.exec(this.service.output) ?? [];
    const response = await fetch(`${this.url}/simulator/graph/v26.0/me/${edge}`, {
      method,
      headers: { 'Content-Type': 'application/json', Authorization: `Bearer ${token}` },
      body: JSON.stringify(body),
    });
    if (!response.ok) throw new Error(await response.text());
  }
}

/** One browser for the specs of a file. */
export function browserForAll(): () => Browser {
  let browser: Browser;
  jest.setTimeout(BROWSER_TIMEOUT_MS);
  beforeAll(async () => {
    browser = await openBrowser();
  });
  afterAll(async () => {
    await browser.close();
  });
  return () => browser;
}

/** One browser for the specs of a file, a service for each. A spec whose page complained has failed. */
export function stageForEach(how: Stage = {}): () => ConsoleStage {
  const browser = browserForAll();
  let stage: ConsoleStage;
  beforeEach(async () => {
    stage = await ConsoleStage.start(browser(), how);
  });
  afterEach(async () => {
    await stage.end();
  });
  return () => stage;
}
