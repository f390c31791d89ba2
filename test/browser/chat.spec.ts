import { beforeEach, describe, expect, it } from '@jest/globals';
import type { ConsolePage } from '../support/console-page.js';
import { stageForEach } from '../support/console-stage.js';
import { eventually } from '../support/until.js';

const BEN = '1000000000000002';

describe('the chat', () => {
  const stage = stageForEach();
  let ada: ConsolePage;

  beforeEach(async () => {
    ada = await stage().open();
    await ada.askForOrders();
  });

  it('leads from the first contact to an order by taps alone, and the inspector shows each', async () => {
    await ada.trace('Handled Where is my order\\?');
    await ada.echoed();
    await eventually(async () =>
      expect(await ada.steps()).toEqual([
        'Delivery: signed, answered 200',
        expect.stringMatching(/^Stored: key [0-9a-f]{12}…$/),
        'Route: FLOW_TRACK_ORDER',
        expect.stringMatching(/^Handler: OrdersHandlers\.list, [\d.]+ ms$/),
        'Replies: 1 reply',
        expect.stringMatching(/^Graph: POST \/v\d+\.0\/\d+\/messages → 200$/),
        'Echo: Meta confirmed the message',
      ]),
    );
    await ada.tap('View');
    await ada.says(/Order 1001: delivered\./);
    await ada.trace('Handled View');
    await ada.echoed();
    await eventually(async () => {
      const steps = await ada.steps();
      expect(steps).toContain('Route: ORDER_VIEW_{orderId}');
      expect(steps).toContainEqual(expect.stringMatching(/^Handler: OrdersHandlers\.view/));
    });
  });

  it('has a carousel that scrolls by button and key, and leads on', async () => {
    await ada.tapMenu('Browse products');
    await ada.says('Enamel mug');
    const { message } = ada;
    const cards = message.getByRole('list', { name: 'Cards' });
    const left = (): Promise<number> => cards.evaluate((box) => box.scrollLeft);
    await ada.button('Next card', message).click();
    await ada.button('Previous card', message).waitFor();
    await ada.button('Previous card', message).click();
    await ada.button('Previous card', message).waitFor({ state: 'detached' });
    await eventually(async () => expect(await left()).toBeLessThan(8));
    await cards.focus();
    await ada.page.keyboard.press('ArrowRight');
    await ada.button('Previous card', message).waitFor();
    await cards.evaluate((box) => box.scrollTo({ left: box.scrollWidth }));
    await ada.button('Next card', message).waitFor({ state: 'detached' });
    await ada.tap('View');
    await ada.says('Keep browsing');
    await ada.trace('Handled View');
  });

  it('takes quick replies away with the tap', async () => {
    await ada.say('hello');
    const replies = ada.page.getByRole('list', { name: 'Quick replies' });
    await ada.button('Support', replies).click();
    await ada.says('What is it about?');
    await eventually(async () => expect(await replies.count()).toBe(0));
    await ada.trace('Handled Support');
  });

  it('taps buttons of old messages, with the message they hang on', async () => {
    await ada.tap('View');
    await ada.says(/Order 1001: delivered\./);
    await ada.button('View', ada.chat).first().click();
    await ada.says(/Order 1002: shipped/);
    expect(ada.acts.at(-1)).toEqual({
      kind: 'tap',
      payload: 'ORDER_VIEW_1002',
      title: 'View',
      mid: expect.stringMatching(/^m_/),
    });
  });

  it('has the persistent menu behind a button, and puts it away with the tap', async () => {
    await ada.button('Menu').click();
    const menu = ada.page.getByRole('dialog', { name: 'Menu' });
    await eventually(async () =>
      expect(await menu.getByRole('listitem').allTextContents()).toEqual([
        'Track my order',
        'Browse products',
        'Support',
      ]),
    );
    await ada.button('Support', menu).click();
    await ada.says('What is it about?');
    await menu.waitFor({ state: 'detached' });
    await ada.trace('Handled Support');
    await eventually(async () => expect(await ada.steps()).toContain('Route: MENU_SUPPORT_V2'));
  });

  it('sends what is written with Enter, keeps line breaks of Shift and Enter, and remembers drafts', async () => {
    const { field } = ada;
    await field.fill('one');
    await field.press('Shift+Enter');
    await field.pressSequentially('two');
    await field.press('Enter');
    await ada.trace('Handled one');
    expect(ada.acts.at(-1)).toEqual({ kind: 'say', text: 'one\ntwo' });
    await eventually(async () => expect(await field.inputValue()).toBe(''));
    await field.fill('not yet sent');
    await ada.talkAs('Ben');
    await eventually(async () => expect(await field.inputValue()).toBe(''));
    await ada.talkAs('Ada');
    await eventually(async () => expect(await field.inputValue()).toBe('not yet sent'));
  });

  it('reacts to a message and takes the reaction away', async () => {
    const { message } = ada;
    const like = message.getByRole('img', { name: 'Reaction 👍' });
    await message.hover();
    await ada.button('React', message).click();
    await ada.button('Like', message).click();
    await like.waitFor();
    await ada.inspector.locator('.trace-payload').getByText('reaction').first().waitFor();
    await ada.button('React', message).click();
    await ada.button('Like', message).click();
    await like.waitFor({ state: 'detached' });
    await eventually(async () =>
      expect(ada.acts.at(-1)).toMatchObject({ kind: 'react', emoji: null }),
    );
  });

  it('answers a message and quotes it', async () => {
    await ada.tap('View');
    await ada.says(/Order 1001: delivered\./);
    const { message } = ada;
    await message.hover();
    await ada.button('Reply', message).click();
    await ada.says('Replying to');
    await eventually(async () => {
      const bubble = await message.boundingBox();
      const foot = await ada.chat.locator('.chat-foot').boundingBox();
      expect((bubble?.y ?? 0) + (bubble?.height ?? 0)).toBeLessThanOrEqual(foot?.y ?? 0);
      expect(await ada.focused()).toBe('Message');
    });
    await ada.page.keyboard.type('Thank you');
    await ada.page.keyboard.press('Enter');
    await ada.chat.locator('.quoted').getByText('Order 1001').waitFor();
    await ada.trace('Handled Thank you');
    expect(ada.acts.at(-1)).toMatchObject({ replyTo: expect.stringMatching(/^m_/) });
  });

  it('sends a picture of its own or by address, and refuses what is no address of one', async () => {
    await ada.button('Send a picture').click();
    await ada.button('A mug').click();
    await ada.chat.getByRole('img', { name: 'Picture', exact: true }).waitFor();
    await ada.inspector.locator('.trace-payload').getByText('attachment').waitFor();
    await ada.button('Send a picture').click();
    const sheet = ada.page.getByRole('dialog', { name: 'Send a picture' });
    await sheet.getByRole('textbox').fill('javascript:alert(1)');
    await ada.button('Send', sheet).click();
    await sheet.getByRole('alert').waitFor();
    const url = expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+\/console\/assets\/mug-.+\.svg$/);
    expect(ada.acts.slice(1)).toEqual([{ kind: 'send-image', url }]);
  });

  it('shows pictures, and names files with a link to them', async () => {
    const address = `${stage().url}/console/icon.svg`;
    const picture = await ada.page.locator('link[rel="icon"]').evaluate(iconOf);
    await stage().pageSays({ attachment: { type: 'image', payload: { url: picture } } });
    await ada.message.getByRole('img', { name: 'Picture', exact: true }).waitFor();
    await stage().pageSays({ attachment: { type: 'file', payload: { url: `${address}?a=1` } } });
    const file = ada.message.getByRole('link');
    await file.getByText('icon.svg?a=1').waitFor();
    await eventually(async () => {
      expect(await ada.message.locator('.file strong').textContent()).toBe('file');
      expect(await file.getAttribute('rel')).toBe('noopener noreferrer');
    });
  });

  it('blocks the page, whose answer is refused then, and takes it back', async () => {
    await ada.button('More').click();
    await ada.page.getByRole('button', { name: /Block the page/ }).click();
    await ada.says('You have blocked this page.');
    await ada.page.getByRole('option', { name: /Ada.*blocked/ }).waitFor();
    await ada.tap('View');
    await ada.inspector.locator('.step-bad').getByText('Graph').waitFor();
    await eventually(async () =>
      expect(await ada.steps()).toContainEqual(
        expect.stringMatching(/^Graph: POST .* → [45]\d\d$/),
      ),
    );
    await ada.button('Unblock').click();
    await ada.field.waitFor();
  });

  it('closes the window when 24 hours have passed, and says so', async () => {
    await ada.says('the page may answer');
    await ada.button('More').click();
    await ada.page.getByRole('button', { name: /Let 24 hours pass/ }).click();
    await ada.says('24 hours are over');
    await ada.page.locator('.notice').getByText('24 hours have passed.').waitFor();
    const badge = ada.page.locator('.platform-clock .badge');
    await eventually(async () => expect(await badge.textContent()).toBe('ahead'));
  });

  it('shows that the page types, and has received and seen what was said', async () => {
    const dots = ada.chat.getByRole('img', { name: 'Tapline shop is typing' });
    const receipt = ada.chat.locator('.receipt');
    await receipt.getByText('Delivered').waitFor();
    await stage().pageDoes('mark_seen');
    await receipt.getByText('Seen').waitFor();
    await stage().pageDoes('typing_on');
    await dots.waitFor();
    await stage().pageDoes('typing_off');
    await dots.waitFor({ state: 'detached' });
    await stage().pageDoes('typing_on');
    await dots.waitFor();
    await stage().pageSays({ text: 'It took a while.' });
    await ada.says('It took a while.');
    await eventually(async () => expect(await dots.count()).toBe(0));
  });

  it('keeps several people apart and counts what came meanwhile', async () => {
    await stage().act('say', { text: 'hello' }, BEN);
    const ben = ada.page.getByRole('option', { name: /Ben/ });
    await ben.getByText(/Thanks for your message/).waitFor();
    await stage().pageSays({ text: 'For Ben' }, BEN);
    await ada.page.getByRole('option', { name: /Ben.*\d new/ }).waitFor();
    expect(await ada.chat.getByText('For Ben').count()).toBe(0);
    await ada.talkAs('Ben');
    await ada.says('For Ben');
    expect(await ada.chat.getByText('Order 1002').count()).toBe(0);
    await ada.page.getByRole('option', { name: /\d new/ }).waitFor({ state: 'detached' });
  });

  it('keeps two people in two pages apart, and lists both', async () => {
    const ben = await stage().open();
    await ben.talkAs('Ben');
    await Promise.all([ada.tap('View'), ben.tap('Where is my order?')]);
    await Promise.all([ada.says(/Order 1001: delivered\./), ben.says('Order 2001')]);
    expect(await ada.chat.getByText('Order 2001').count()).toBe(0);
    expect(await ben.chat.getByText('Order 1002').count()).toBe(0);
    for (const { page } of [ada, ben])
      await eventually(async () =>
        expect(await page.locator('.person-name').allTextContents()).toEqual(['Ada', 'Ben']),
      );
  });
});

function iconOf(link: SVGElement | HTMLElement): string {
  return (link as HTMLLinkElement).href;
}

describe('the chat of a new person', () => {
  const stage = stageForEach();

  it('has ice breakers, which the first tap takes away', async () => {
    const ada = await stage().open();
    await ada.tap('What do you sell?');
    await ada.says('Enamel mug');
    expect(ada.acts).toMatchObject([{ kind: 'tap', title: 'What do you sell?', mid: null }]);
    await ada.button('Where is my order?', ada.chat).waitFor({ state: 'detached' });
  });

  it('has a greeting with her name and Get Started, and no place to write, where the page has no ice breakers', async () => {
    await stage().greetAs('Hello {{user_first_name}}, this is the shop.');
    const ada = await stage().open();
    await ada.says('Hello Ada, this is the shop.');
    expect(await ada.field.count()).toBe(0);
    await ada.tap('Get Started');
    await ada.says('Welcome');
    await ada.trace('Handled Get Started');
    await eventually(async () => expect(await ada.steps()).toContain('Route: GET_STARTED'));
    await ada.field.waitFor();
  });

  it('begins with a link or an ad, which may come later as well', async () => {
    const ada = await stage().open();
    await ada.button('Arrive by link or ad').click();
    await ada.button('Follow the link').click();
    await ada.says('Arrived with EMAIL_MAY');
    await ada.askForOrders();
    await ada.button('Arrive by link or ad').click();
    await ada.page.getByLabel('Id of an ad').fill('4711');
    await ada.button('Click the ad').click();
    await ada.says('Arrived with 4711');
    expect(ada.acts).toMatchObject([
      { kind: 'arrive', ref: 'EMAIL_MAY' },
      { kind: 'tap' },
      { kind: 'arrive', adId: '4711' },
    ]);
  });
});
