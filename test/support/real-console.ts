import type { Browser, BrowserContextOptions, Locator } from 'playwright-core';
import { ConsolePage } from './console-page.js';
import { Service } from './service.js';

/** The demo's first person. */
export const ADA = '1000000000000001';

/** The console's page in front of the built service in demo mode, whose data are in memory. */
export class RealConsole {
  private readonly opened: ConsolePage[] = [];

  private constructor(
    private readonly browser: Browser,
    private readonly service: Service,
  ) {}

  static async start(browser: Browser): Promise<RealConsole> {
    return new RealConsole(browser, await Service.start({ database: ':memory:' }));
  }

  get url(): string {
    return this.service.url;
  }

  async open(options: BrowserContextOptions = {}): Promise<RealPage> {
    const shown = await ConsolePage.open(this.browser, this, options);
    this.opened.push(shown);
    return new RealPage(shown);
  }

  /** @throws when a page complained about something */
  async end(): Promise<void> {
    const closed = await Promise.allSettled(this.opened.map((shown) => shown.close()));
    await this.service.end();
    for (const one of closed) if (one.status === 'rejected') throw one.reason;
  }
}

/** What a person does on the page, and what the inspector says of it. */
export class RealPage {
  constructor(readonly shown: ConsolePage) {}

  /** The newest button of that name in the chat. */
  async tap(name: string): Promise<void> {
    await this.shown.button(name, this.shown.chat).last().click();
  }

  async tabOf(name: string): Promise<void> {
    await this.shown.page.getByRole('tab', { name }).click();
  }

  /** Waits for the newest of the traces that read so. */
  async trace(label: string): Promise<Locator> {
    const { inspector } = this.shown;
    const row = inspector.getByRole('option', { name: new RegExp(`^${label}`) }).first();
    await row.waitFor();
    return row;
  }

  /** Waits until the selected trace has its echo. */
  async echoed(): Promise<void> {
    await this.shown.inspector.locator('.step-title').getByText('Echo').waitFor();
  }

  /** The title of each step of the selected trace, and what it tells. */
  async steps(): Promise<string[]> {
    const titles = await this.shown.inspector.locator('.step-title').allTextContents();
    const texts = await this.shown.inspector.locator('.step-text').allTextContents();
    return titles.map((title, index) => `${title}: ${texts[index]}`);
  }

  async says(text: string | RegExp): Promise<void> {
    await this.shown.chat.getByText(text).first().waitFor();
  }
}
