import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import type { Browser } from 'playwright-core';
import { BROWSER_TIMEOUT_MS, openBrowser } from '../support/browser.js';
import { Service } from '../support/service.js';

const USABLE_MS = 3_000;
/** The best of so many counts: what else the machine does meanwhile is none of the service's. `npm run bench:console-start` measures. */
const STARTS_MAX = 3;

jest.setTimeout(BROWSER_TIMEOUT_MS);

describe('after the build', () => {
  let browser: Browser;

  beforeAll(async () => {
    browser = await openBrowser();
  });

  afterAll(async () => {
    await browser.close();
  });

  /** From the start of the process until somebody can tap, in milliseconds; the browser runs already. */
  async function start(): Promise<number> {
    const startMs = performance.now();
    const service = await Service.start({ database: ':memory:' });
    const page = await browser.newPage();
    await page.goto(`${service.url}/console`);
    await page.getByRole('button', { name: 'Where is my order?' }).click({ trial: true });
    const usableMs = performance.now() - startMs;
    await page.close();
    await service.end();
    return usableMs;
  }

  it('the service has a page on which people can tap within three seconds', async () => {
    let bestMs = await start();
    for (let starts = 1; starts < STARTS_MAX && bestMs > USABLE_MS; starts += 1)
      bestMs = Math.min(bestMs, await start());
    expect(bestMs).toBeLessThanOrEqual(USABLE_MS);
  });
});
