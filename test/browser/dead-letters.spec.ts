import { beforeEach, describe, expect, it } from '@jest/globals';
import { seriousIn } from '../support/axe.js';
import type { ConsolePage } from '../support/console-page.js';
import { stageForEach } from '../support/console-stage.js';
import { eventually } from '../support/until.js';

/** One attempt, and five more. */
const ATTEMPTS = 6;

describe('dead letters in the console', () => {
  const stage = stageForEach({ features: ['shop', 'trouble'] });
  let ada: ConsolePage;

  beforeEach(async () => {
    ada = await stage().open();
    await ada.chat.waitFor();
  });

  const letters = () => ada.inspector.locator('.dead-letter');

  /** Lets time pass until there is nothing to wait for. */
  async function giveUp(): Promise<void> {
    await ada.tabOf('Taps');
    await stage().act('tap', { payload: 'TROUBLE_NOW', title: 'Trouble' });
    await (await ada.trace('Failed Trouble')).click();
    for (let failed = 1; failed <= ATTEMPTS; failed += 1) {
      await ada.tabOf('Taps');
      const threw = ada.inspector.locator('.step-text').getByText('threw');
      await threw.nth(failed - 1).waitFor();
      if (failed === ATTEMPTS) break;
      await ada.tabOf('Clock');
      await ada.button('1 hour').click();
    }
    await ada.tabOf('Dead');
    await letters().first().waitFor();
  }

  it('a tap that failed says when it is tried again, and that what follows waits', async () => {
    await stage().act('tap', { payload: 'TROUBLE_NOW', title: 'Trouble' });
    await (await ada.trace('Failed Trouble')).click();
    await ada.inspector
      .getByText(/^Tried again at .+\. What this person does meanwhile waits for it\.$/)
      .waitFor();
    await eventually(async () =>
      expect((await ada.steps()).find((step) => step.startsWith('Handler'))).toMatch(
        /^Handler: TroubleHandlers\.say, .+, threw, tried again at /,
      ),
    );
  });

  it('are listed with what went wrong, every attempt, and whether their conversation waits', async () => {
    await ada.tabOf('Dead');
    await ada.inspector.getByText('Nothing was given up on.').waitFor();
    await giveUp();
    await eventually(async () => {
      const text = await letters().first().textContent();
      expect(text).toContain('Blocks its conversation');
      expect(text).toContain(`${ATTEMPTS} attempts`);
    });
    await letters().first().locator('summary').press('Enter');
    const attempts = letters().getByRole('region', { name: /^Attempt / });
    await attempts.nth(ATTEMPTS - 1).waitFor();
    await eventually(async () =>
      expect(await attempts.first().textContent()).toContain('the shelf has fallen down'),
    );
    await letters().getByText('TROUBLE_NOW').waitFor();
  });

  it('D20: are replayed by a button; the person gets the reply, and what waited goes on', async () => {
    await giveUp();
    await stage().act('tap', { payload: 'FLOW_TRACK_ORDER', title: 'Track' });
    await stage().act('tap', { payload: 'TROUBLE_MEND', title: 'Mend' }, '1000000000000002');
    await ada.button('Replay', letters().first()).press('Enter');
    await letters().first().waitFor({ state: 'detached' });
    await ada.says('All is well again.');
    await ada.says('Order 1002');
    expect(await letters().count()).toBe(0);
  });

  it('D20: are dropped by a button, and every other page sees it at once', async () => {
    await giveUp();
    const other = await stage().open();
    await other.chat.waitFor();
    await other.tabOf('Dead');
    await other.inspector.locator('.dead-letter').waitFor();
    await ada.button('Drop', letters().first()).click();
    await other.inspector.locator('.dead-letter').waitFor({ state: 'detached' });
    await letters().first().waitFor({ state: 'detached' });
    const nothing = other.inspector.getByText('Nothing was given up on.');
    await eventually(async () => expect(await nothing.count()).toBe(1));
  });

  it('have nothing serious for axe-core and fit 360 pixels', async () => {
    await giveUp();
    await letters().first().locator('summary').click();
    await letters().getByRole('region').first().waitFor();
    await ada.page.setViewportSize({ width: 360, height: 640 });
    await ada.showPane('Inspector');
    await eventually(async () =>
      expect(await ada.inspector.evaluate(({ scrollWidth }) => scrollWidth)).toBeLessThanOrEqual(
        360,
      ),
    );
    expect(await seriousIn(ada.page)).toEqual([]);
  });
});
