import { describe, expect, it } from '@jest/globals';
import { settingsFrom } from './simulator.options.js';

const OPTIONS = { appSecret: 's', appId: '2', pages: [{ id: '1', token: 't' }], people: [] };

const MENU = { locale: 'default', composer_input_disabled: false, call_to_actions: [] };

describe('settingsFrom', () => {
  it('fills in what Meta does', () => {
    expect(settingsFrom(OPTIONS)).toMatchObject({
      webhookUrl: null,
      postbackMid: 'perTap',
      echoes: true,
      deliveryDeadlineMs: 5000,
      longQuickReplyTitle: 'cut',
      profile: { get_started: { payload: 'GET_STARTED' } },
      rateLimits: { profileCallsPerTenMinutes: 10 },
    });
  });

  it.each(['http://127.0.0.1:3000/webhook', 'http://localhost/w', 'https://[::1]:1/w'])(
    'takes the webhook %s',
    (webhookUrl) => {
      expect(settingsFrom({ ...OPTIONS, webhookUrl }).webhookUrl).toBe(webhookUrl);
    },
  );

  it.each([
    'https://shop.example/webhook',
    'http://127.0.0.1.example/webhook',
    'http://localhost@shop.example/',
    'http://0.0.0.0/webhook',
    'ftp://127.0.0.1/',
    '/webhook',
  ])('refuses the webhook %s, which could be somebody else', (webhookUrl) => {
    expect(() => settingsFrom({ ...OPTIONS, webhookUrl })).toThrow(
      `SIMULATOR_WEBHOOK_NOT_LOOPBACK: the stand-in for Meta does not deliver to "${webhookUrl}". ` +
        'Give an http or https URL on localhost, 127.0.0.1 or [::1].',
    );
  });

  it.each([
    ['pages', { pages: [] }, 'must name one page'],
    ['appId', { appId: 'my-app' }, 'must be digits'],
    [
      'profile',
      { profile: { persistent_menu: [MENU] } },
      'is refused by Messenger: (#100) param persistent_menu[0][call_to_actions] must be non-empty',
    ],
  ])('refuses unusable %s', (option, change, problem) => {
    expect(() => settingsFrom({ ...OPTIONS, ...change })).toThrow(
      `SIMULATOR_OPTIONS_INVALID: the option "${option}" ${problem}.`,
    );
  });
});
