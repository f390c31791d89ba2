import { beforeEach, describe, expect, it } from '@jest/globals';
import { seriousIn } from '../support/axe.js';
import type { ConsolePage } from '../support/console-page.js';
import { stageForEach } from '../support/console-stage.js';

const CHARGED = 'We charged you 7 EUR.';

describe('replies that wait for an operator, in the console', () => {
  const stage = stageForEach({ features: ['shop', 'cashier'] });
  let ada: ConsolePage;

  beforeEach(async () => {
    ada = await stage().open();
    await ada.chat.waitFor();
    await ada.tabOf('Replies');
    await ada.inspector.getByText('no reply waits for a decision').waitFor();
  });

  const cases = () => ada.inspector.locator('.case');
  const pay = (): Promise<void> => stage().act('tap', { payload: 'PAY', title: 'Pay' });

  /** A reply whose connection broke, and whose echo did not come. */
  async function lose(): Promise<void> {
    await stage().fault('reset', 'before', 1);
    await pay();
    await stage().untilInDoubt(1);
    await stage().advance(6_000);
    await cases().first().waitFor();
  }

  it('show what may have arrived, with what it says', async () => {
    await lose();
    expect(await cases().first().textContent()).toContain(CHARGED);
    expect(await ada.chat.getByText(CHARGED).count()).toBe(0);
  });

  it('are sent again by a button, and arrive', async () => {
    await lose();
    await ada.button('Send again', cases().first()).press('Enter');
    await ada.says(CHARGED);
    await cases().first().waitFor({ state: 'detached' });
    expect(await ada.chat.getByText(CHARGED).count()).toBe(1);
  });

  it('are dropped by a button, and every other page sees it at once', async () => {
    await lose();
    const other = await stage().open();
    await other.tabOf('Replies');
    await other.inspector.locator('.case').waitFor();
    await ada.button('Drop', cases().first()).click();
    await other.inspector.locator('.case').waitFor({ state: 'detached' });
    await cases().first().waitFor({ state: 'detached' });
    expect(await ada.chat.getByText(CHARGED).count()).toBe(0);
  });

  it('G10: wait for a page whose token is not taken, and go out when it is tried after the mend', async () => {
    await stage().fault('revoked-token', 'on');
    await pay();
    await cases().getByText('Meta does not take its token.').waitFor();
    expect(await cases().first().textContent()).toContain('1 reply waits');
    await stage().fault('revoked-token', 'off');
    await ada.button('Try now', cases().first()).press('Enter');
    await ada.says(CHARGED);
    await cases().first().waitFor({ state: 'detached' });
  });

  it('have nothing serious for axe-core and fit 360 pixels', async () => {
    await lose();
    await stage().fault('revoked-token', 'on');
    await pay();
    await cases().nth(1).waitFor();
    await ada.page.setViewportSize({ width: 360, height: 640 });
    await ada.showPane('Inspector');
    const width = await ada.inspector.evaluate(({ scrollWidth }) => scrollWidth);
    expect(width).toBeLessThanOrEqual(360);
    expect(await seriousIn(ada.page)).toEqual([]);
  });
});
