import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import type {
  Browser,
  BrowserContext,
  BrowserContextOptions,
  Locator,
  Page,
} from 'playwright-core';

/** What console-mock.mjs does on demand; see its `control`. */
type MockControl =
  | 'acts'
  | 'crowd'
  | 'drop'
  | 'history'
  | 'live'
  | 'names'
  | 'reset'
  | 'says'
  | 'streams'
  | 'token'
  | 'typing';

/** Longer than anything takes on a busy machine; a step that fails says what it waited for. */
const STEP_TIMEOUT_MS = 15_000;

/** The psid of the mock's first person. */
export const ADA = '1000000000000001';

/** The console's page as it was built, in front of a scripted server. */
export class MockedConsole {
  private constructor(
    private readonly child: ChildProcess,
    readonly url: string,
  ) {}

  static async start(): Promise<MockedConsole> {
    const child = spawn(process.execPath, ['test/fixtures/console-mock.mjs'], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const [line] = (await once(child.stdout, 'data')) as [Buffer];
    return new MockedConsole(child, line.toString().trim().replace('listening on ', ''));
  }

  async tell(what: MockControl, body: unknown = null): Promise<unknown> {
    const options = { method: 'POST', body: JSON.stringify(body) };
    return (await fetch(`${this.url}/mock/${what}`, options)).json();
  }

  async end(): Promise<void> {
    this.child.kill('SIGTERM');
    if (this.child.exitCode === null) await once(this.child, 'exit');
  }
}

/** The page in a browser, with what it complained about. */
export class ConsolePage {
  private constructor(
    readonly context: BrowserContext,
    readonly page: Page,
    /** Errors of the page and of its console, violations of its Content-Security-Policy among them. */
    readonly complaints: readonly string[],
  ) {}

  static async open(
    browser: Browser,
    { url }: { readonly url: string },
    options: BrowserContextOptions = {},
  ): Promise<ConsolePage> {
    const context = await browser.newContext({
      viewport: { width: 1280, height: 800 },
      ...options,
    });
    context.setDefaultTimeout(STEP_TIMEOUT_MS);
    const page = await context.newPage();
    const complaints: string[] = [];
    page.on('pageerror', (error) => complaints.push(`error: ${error.message}`));
    page.on('dialog', (dialog) => {
      complaints.push(`dialog: ${dialog.message()}`);
      void dialog.dismiss();
    });
    page.on('console', (message) => {
      if (message.type() === 'error') complaints.push(`console: ${message.text()}`);
    });
    await page.goto(`${url}/console`);
    return new ConsolePage(context, page, complaints);
  }

  get chat(): Locator {
    return this.page.getByRole('region', { name: 'Chat', exact: true });
  }

  get inspector(): Locator {
    return this.page.getByRole('region', { name: 'Inspector', exact: true });
  }

  button(name: string, within: Locator | Page = this.page): Locator {
    return within.getByRole('button', { name, exact: true });
  }

  /** Where there is room for one pane. */
  async showPane(name: 'People' | 'Chat' | 'Inspector'): Promise<void> {
    await this.button(name, this.page.getByRole('navigation', { name: 'Panes' })).click();
  }

  async getStarted(): Promise<void> {
    await this.button('Get Started', this.chat).click();
    await this.button('Browse products', this.chat).waitFor();
  }

  async say(text: string): Promise<void> {
    const field = this.page.getByRole('textbox', { name: 'Message', exact: true });
    await field.fill(text);
    await field.press('Enter');
  }

  /** @throws when the page complained about something */
  async close(): Promise<void> {
    await this.context.close();
    if (this.complaints.length > 0) throw new Error(this.complaints.join('\n'));
  }

  /** Closes it whatever it complained about. */
  async discard(): Promise<void> {
    await this.context.close();
  }
}
