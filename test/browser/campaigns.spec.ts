import { beforeEach, describe, expect, it } from '@jest/globals';
import { seriousIn } from '../support/axe.js';
import type { ConsolePage } from '../support/console-page.js';
import { stageForEach } from '../support/console-stage.js';
import { eventually } from '../support/until.js';

const ADD_MUG = '{"action":"ADD_TO_CART","productId":"SKU-101","qty":1}';
const BEN = '1000000000000002';

describe('campaigns in the console', () => {
  const stage = stageForEach();
  let ada: ConsolePage;

  beforeEach(async () => {
    ada = await stage().open();
    await ada.chat.waitFor();
  });

  const charts = () => ada.inspector.getByRole('img', { name: /^arrived / });
  const numbers = () => ada.inspector.getByRole('region', { name: 'Campaigns in numbers' });

  /** Comes by the link that the sheet suggests, and is in a conversation then. */
  async function followLink(): Promise<void> {
    await ada.button('Arrive by link or ad').click();
    await ada.button('Follow the link').click();
    await ada.says('Arrived with EMAIL_MAY');
    await ada.askForOrders();
  }

  async function putIntoCart(): Promise<void> {
    await stage().act('tap', { payload: ADD_MUG, title: 'Add to cart' });
    await ada.says(/^In your cart:/);
  }

  const chartSays = (words: string): Promise<void> =>
    eventually(async () => expect(await charts().first().getAttribute('aria-label')).toBe(words));

  async function rowsOf(): Promise<string[][]> {
    const rows = await numbers().getByRole('row').all();
    return Promise.all(rows.map((row) => row.locator('th, td').allTextContents()));
  }

  it('show nobody at first, then a funnel that grows with what people do', async () => {
    await ada.tabOf('Campaigns');
    await ada.inspector.getByText('Nobody came by a link or an ad in this time.').waitFor();
    await followLink();
    await chartSays('arrived 1, active 0 (0 %)');
    await putIntoCart();
    await chartSays('arrived 1, active 1 (100 %), cart 1 (100 %)');
    await ada.inspector.getByText('ProductsHandlers.add').waitFor();
    expect(await rowsOf()).toEqual([
      ['Source', 'Ref', 'Arrived', 'Active', 'cart', 'Ad'],
      ['SHORTLINK', 'EMAIL_MAY', '1', '1', '1', '–'],
    ]);
    const widths = await charts()
      .locator('.funnel-bar')
      .evaluateAll((bars) => bars.map((bar) => Math.round(bar.getBoundingClientRect().width)));
    expect(widths[0]).toBeGreaterThan(100);
    expect(widths).toEqual([widths[0], widths[0], widths[0]]);
  });

  it('count people by their last arrival or by their first, in the period that is chosen', async () => {
    await followLink();
    await putIntoCart();
    await stage().advance(60_000);
    await stage().act('arrive', { adId: '6045246247433' });
    await ada.tabOf('Campaigns');
    await ada.inspector.getByText('ad 6045246247433').waitFor();
    await chartSays('arrived 1, active 0 (0 %)');
    await ada.inspector.getByLabel('Count by').selectOption('First arrival');
    await chartSays('arrived 1, active 1 (100 %), cart 1 (100 %)');
    expect((await rowsOf())[1]?.[1]).toBe('EMAIL_MAY');
    await stage().advance(2 * 86_400_000);
    await ada.inspector.getByLabel('Period').selectOption('24 hours');
    await ada.inspector.getByText('Nobody came by a link or an ad in this time.').waitFor();
  });

  it('show a ref as the text that it is, whoever made it', async () => {
    const ref = '<img src=x onerror="alert(1)"><script>alert(2)</script>';
    await followLink();
    await stage().act('arrive', { ref });
    await ada.tabOf('Campaigns');
    await ada.inspector.locator('.campaign-name code').getByText(ref).waitFor();
    await numbers().getByText(ref).waitFor();
    expect(await ada.inspector.locator('img, script').count()).toBe(0);
  });

  it.each(['light', 'dark'] as const)(
    'have nothing serious for axe-core, in %s, and fit 360 pixels whatever the ref',
    async (colorScheme) => {
      await followLink();
      await putIntoCart();
      await stage().act('tap', { payload: 'PRODUCTS_BROWSE', title: 'Browse' }, BEN);
      await stage().act('arrive', { ref: 'W'.repeat(2083) }, BEN);
      await ada.page.emulateMedia({ colorScheme });
      await ada.tabOf('Campaigns');
      await charts().nth(1).waitFor();
      await ada.page.setViewportSize({ width: 360, height: 640 });
      await ada.showPane('Inspector');
      const width = await ada.inspector.evaluate(({ scrollWidth }) => scrollWidth);
      expect(width).toBeLessThanOrEqual(360);
      expect(await seriousIn(ada.page)).toEqual([]);
    },
  );
});
