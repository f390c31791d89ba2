import type {
  Browser,
  BrowserContext,
  BrowserContextOptions,
  Locator,
  Page,
} from 'playwright-core';

/** Longer than anything takes on a busy machine; a step that fails says what it waited for. */
const STEP_TIMEOUT_MS = 30_000;

/** The console's page in a browser: what a person does there and sees, and what the page complained about. */
export class ConsolePage {
  /** Errors of the page and of its console, violations of its Content-Security-Policy among them. */
  readonly complaints: string[] = [];
  /** What the page told the service that the person did, oldest first. */
  readonly acts: unknown[] = [];
  private readonly forgiven: RegExp[] = [];

  private constructor(
    readonly context: BrowserContext,
    readonly page: Page,
  ) {
    page.on('pageerror', (error) => this.complaints.push(`error: ${error.message}`));
    page.on('dialog', (dialog) => {
      this.complaints.push(`dialog: ${dialog.message()}`);
      void dialog.dismiss();
    });
    page.on('console', (message) => {
      if (message.type() === 'error') this.complaints.push(`console: ${message.text()}`);
    });
    page.on('request', (request) => {
      if (/\/people\/\d+\/acts/.test(request.url())) this.acts.push(request.postDataJSON());
    });
  }

  static async open(
    browser: Browser,
    url: string,
    options: BrowserContextOptions = {},
  ): Promise<ConsolePage> {
    const context = await browser.newContext({
      viewport: { width: 1280, height: 800 },
      ...options,
    });
    context.setDefaultTimeout(STEP_TIMEOUT_MS);
    const shown = new ConsolePage(context, await context.newPage());
    await shown.page.goto(`${url}/console`);
    return shown;
  }

  get chat(): Locator {
    return this.page.getByRole('region', { name: 'Chat', exact: true });
  }

  get inspector(): Locator {
    return this.page.getByRole('region', { name: 'Inspector', exact: true });
  }

  /** Where the person writes. */
  get field(): Locator {
    return this.page.getByRole('textbox', { name: 'Message', exact: true });
  }

  /** The newest message of the page. */
  get message(): Locator {
    return this.chat.locator('.line-page').last();
  }

  button(name: string, within: Locator | Page = this.page): Locator {
    return within.getByRole('button', { name, exact: true });
  }

  /** The newest button of that name in the chat. */
  async tap(name: string): Promise<void> {
    await this.button(name, this.chat).last().click();
  }

  async tapMenu(name: string): Promise<void> {
    await this.button('Menu').click();
    await this.button(name, this.page.getByRole('dialog', { name: 'Menu' })).click();
  }

  async say(text: string): Promise<void> {
    await this.field.fill(text);
    await this.field.press('Enter');
  }

  async says(text: string | RegExp): Promise<void> {
    await this.chat.getByText(text).first().waitFor();
  }

  /** First contact by the demo's first ice breaker, up to the orders. */
  async askForOrders(): Promise<void> {
    await this.tap('Where is my order?');
    await this.says('Order 1002');
  }

  /** Opens the chat of somebody in the list. */
  async talkAs(name: string): Promise<void> {
    await this.page
      .getByRole('option', { name: new RegExp(name) })
      .first()
      .click();
    await this.chat.getByText(`as ${name}`).waitFor();
  }

  async tabOf(name: string): Promise<void> {
    await this.page.getByRole('tab', { name }).click();
    await this.page.getByRole('tab', { name, selected: true }).waitFor();
  }

  /** Where there is room for one pane. */
  async showPane(name: 'People' | 'Chat' | 'Inspector'): Promise<void> {
    await this.button(name, this.page.getByRole('navigation', { name: 'Panes' })).click();
  }

  /** The newest of the traces that read so: `Handled View`. */
  async trace(label: string): Promise<Locator> {
    const row = this.inspector.getByRole('option', { name: new RegExp(`^${label}`) }).first();
    await row.waitFor();
    return row;
  }

  /** Waits until the selected trace has its echo. */
  async echoed(): Promise<void> {
    await this.inspector.locator('.step-title').getByText('Echo').waitFor();
  }

  /** The title of each step of the selected trace, and what it tells. */
  async steps(): Promise<string[]> {
    const titles = await this.inspector.locator('.step-title').allTextContents();
    const texts = await this.inspector.locator('.step-text').allTextContents();
    return titles.map((title, index) => `${title}: ${texts[index]}`);
  }

  /** What has the focus, by its label or its text. */
  async focused(): Promise<string> {
    const at = this.page.locator(':focus');
    if ((await at.count()) === 0) return '';
    return (await at.getAttribute('aria-label')) ?? (await at.textContent())?.trim() ?? '';
  }

  /** What the spec itself made the page complain about, before or after this. */
  forgive(pattern: RegExp): void {
    this.forgiven.push(pattern);
  }

  /** @throws when the page complained about something */
  async close(): Promise<void> {
    await this.context.close();
    const left = this.complaints.filter((one) => !this.forgiven.some((known) => known.test(one)));
    if (left.length > 0) throw new Error(left.join('\n'));
  }
}
