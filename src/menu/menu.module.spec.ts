import { afterEach, describe, expect, it } from '@jest/globals';
import { Test, type TestingModule } from '@nestjs/testing';
import { DeclaredButtons, PostbackModule } from '../postback/index.js';
import { MenuModule } from './menu.module.js';
import type { MenuModuleOptions } from './menu.options.js';

describe('MenuModule', () => {
  let app: TestingModule;

  afterEach(() => app.close());

  async function buttonsOf(options: MenuModuleOptions) {
    app = await Test.createTestingModule({
      imports: [PostbackModule.forRoot({ buttonPolicy: 'off' }), MenuModule.forRoot(options)],
    }).compile();
    app.useLogger(false);
    await app.init();
    return app.get(DeclaredButtons).all;
  }

  it('names every button that sends a payload to the boot report, and where it was declared', async () => {
    const buttons = await buttonsOf({
      getStarted: 'START',
      persistentMenu: [
        { title: 'Orders', payload: 'ORDERS' },
        { title: 'Our shop', url: 'https://example.com' },
      ],
      iceBreakers: [{ question: 'Where is it?', payload: 'TRACK' }],
    });
    const place = expect.stringMatching(/^src\/menu\/menu\.module\.spec\.ts:\d+$/);
    const facts = { kind: 'postback', place };
    expect(buttons).toEqual([
      { ...facts, label: 'the button "Get Started"', title: 'Get Started', payload: 'START' },
      { ...facts, label: 'the menu item "Orders"', title: 'Orders', payload: 'ORDERS' },
      {
        ...facts,
        label: 'the ice breaker "Where is it?"',
        title: 'Where is it?',
        payload: 'TRACK',
      },
    ]);
  });

  it('names nothing of an empty menu', async () => {
    expect(await buttonsOf({})).toEqual([]);
  });
});
