import { afterEach, describe, expect, it } from '@jest/globals';
import { Test, type TestingModule } from '@nestjs/testing';
import { liveEnvironment } from '../../test/support/live-environment.js';
import { ConfigModule } from '../config/index.js';
import { BootReport, DeclaredButtons, PostbackModule } from '../postback/index.js';
import { MenuModule } from './menu.module.js';
import type { MenuModuleOptions } from './menu.options.js';

describe('MenuModule', () => {
  let app: TestingModule;

  afterEach(() => app.close());

  async function start(options: MenuModuleOptions): Promise<void> {
    app = await Test.createTestingModule({
      imports: [
        ConfigModule.forRoot(liveEnvironment({ graphUrl: 'http://127.0.0.1:1' })),
        PostbackModule.forRoot({ buttonPolicy: 'off' }),
        MenuModule.forRoot(options),
      ],
    }).compile();
    app.useLogger(false);
    await app.init();
  }

  it('names every button that sends a payload to the boot report, and where it was declared', async () => {
    await start({
      getStarted: 'START',
      persistentMenu: [
        { title: 'Orders', payload: 'ORDERS' },
        { title: 'Our shop', url: 'https://example.com' },
      ],
      iceBreakers: [{ question: 'Where is it?', payload: 'TRACK' }],
      locales: { de_DE: { persistentMenu: [{ title: 'Hilfe', payload: 'HELP' }] } },
    });
    const place = expect.stringMatching(/^src\/menu\/menu\.module\.spec\.ts:\d+$/);
    const facts = { kind: 'postback', place };
    expect(app.get(DeclaredButtons).all).toEqual([
      { ...facts, label: 'the button "Get Started"', title: 'Get Started', payload: 'START' },
      { ...facts, label: 'the menu item "Orders"', title: 'Orders', payload: 'ORDERS' },
      { ...facts, label: 'the menu item "Hilfe" (de_DE)', title: 'Hilfe', payload: 'HELP' },
      {
        ...facts,
        label: 'the ice breaker "Where is it?"',
        title: 'Where is it?',
        payload: 'TRACK',
      },
    ]);
  });

  it('names nothing of an empty menu', async () => {
    await start({});
    expect(app.get(DeclaredButtons).all).toEqual([]);
    expect(app.get(BootReport).collect()).toEqual([]);
  });

  it('tells the boot report of every rule that is broken, with the value, the limit and the mend', async () => {
    const title = 'The title of an item that is too long';
    const starting = start({
      greeting: 'Hello {{user_name}}',
      persistentMenu: [
        { title, payload: 'A' },
        { title: 'Shop', url: 'http://example.com' },
      ],
      commands: [{ name: 'help', description: 'Says what there is' }],
    });
    const places = [
      {
        label: 'MenuModule.forRoot()',
        place: expect.stringMatching(/^src\/menu\/menu\.module\.spec\.ts:\d+$/),
      },
    ];
    await expect(starting).rejects.toMatchObject({
      code: 'BOOT_REPORT',
      findings: [
        {
          code: 'MENU_RULE_BROKEN',
          severity: 'error',
          problem: 'getStarted is missing, and Messenger wants it beside a persistentMenu.',
          mend: 'Give getStarted the payload of your first hello.',
          places,
        },
        {
          code: 'MENU_RULE_BROKEN',
          problem: `persistentMenu[0].title has 37 characters, 7 more than the 30 that Messenger takes: "${title}".`,
          mend: 'Shorten it.',
          places,
        },
        {
          code: 'MENU_RULE_BROKEN',
          problem: 'persistentMenu[1].url is not an https address: "http://example.com".',
        },
        {
          code: 'MENU_PLACEHOLDER_UNKNOWN',
          severity: 'warn',
          problem: 'the greeting would show people {{user_name}} as it stands.',
        },
        { code: 'MENU_HIDDEN', severity: 'warn' },
      ],
    });
  });

  it('leaves empty payloads to the finding that every button has', async () => {
    const starting = start({ getStarted: ' ', iceBreakers: [{ question: '', payload: '' }] });
    await expect(starting).rejects.toMatchObject({
      findings: [{ problem: 'iceBreakers[0].question is empty.' }],
    });
  });
});
