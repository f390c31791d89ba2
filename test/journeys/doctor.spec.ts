import { createServer } from 'node:http';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { FEATURES } from '../../src/app.module.js';
import { MenuModule } from '../../src/menu/index.js';
import { DoctorStage, rulesIn, shopGraph } from '../support/doctor-stage.js';
import { ADA } from '../support/graph.js';
import { unusedPort } from '../support/loopback.js';
import { PAGE } from '../support/service.js';

const PAGE_INBOX = '263902037430900';
const OTHER_TOKEN = 'another-long-and-random-token';
const OTHER_SECRET = 'fedcba98765432100123456789abcdef';
const PAGES = {
  narrow: { id: '101', token: 'TOKEN_narrow', scopes: ['pages_messaging'] },
  mute: { id: '102', token: 'TOKEN_mute', scopes: ['pages_manage_metadata'] },
  brief: { id: '103', token: 'TOKEN_brief', tokenExpiresAt: Date.now() + 86_400_000 },
  pending: { id: '104', token: 'TOKEN_pending', reviews: { pages_messaging: 'pending' } },
};

describe('tapline doctor', () => {
  let stage: DoctorStage;

  beforeAll(async () => {
    stage = await DoctorStage.start({ pages: [PAGE, ...Object.values(PAGES)] });
    await stage.tap();
  });

  afterEach(() => stage.restore());

  afterAll(() => stage.end());

  /** The only page that is asked about. */
  const only = ({ id, token }: { readonly id: string; readonly token: string }) => ({
    META_PAGE_TOKENS: `${id}:${token}`,
  });

  it('says nothing of a service to which all taps arrive', async () => {
    expect(await stage.examine()).toMatchObject({ code: 0, findings: [], unchecked: [] });
    const { written } = await stage.run(['doctor']);
    expect(written).toMatch(/^\d+ checks: nothing found\.\n$/);
  });

  it.each(['messaging_postbacks', 'messages', 'messaging_referrals', 'message_echoes'] as const)(
    'finds that the page does not subscribe to %s, and mends it',
    async (field) => {
      stage.simulator.faults.set(`missing-${field}`, 'page');
      const found = await stage.examine();
      expect(rulesIn(found)).toEqual([`page-fields ${PAGE.id}`]);
      expect(found.findings[0]).toMatchObject({
        severity: field === 'message_echoes' ? 'warning' : 'error',
        seen: expect.stringMatching(
          new RegExp(`^The page does not subscribe to ${field}\\. Needed by .+\\.$`),
        ),
        fixable: true,
      });
      const mended = await stage.examine(['--fix', '--yes']);
      expect(mended).toMatchObject({ code: 0, findings: [] });
      expect(mended.said).toContain(`done: subscribe page ${PAGE.id} to ${field}`);
      expect(stage.simulator.subscriptions.fieldsOf(PAGE.id)?.size).toBe(
        stage.simulator.settings.subscribedFields.length,
      );
    },
  );

  it.each(['messaging_postbacks', 'message_echoes'] as const)(
    'finds that the app does not subscribe to %s, and mends it',
    async (field) => {
      stage.simulator.faults.set(`missing-${field}`, 'app');
      expect(rulesIn(await stage.examine())).toEqual(['app-fields']);
      expect(await stage.examine(['--fix', '--yes'])).toMatchObject({ code: 0, findings: [] });
    },
  );

  it('finds that the page has the app no longer, and installs it again', async () => {
    stage.simulator.subscriptions.unsubscribe(PAGE.id);
    const found = await stage.examine();
    expect(rulesIn(found)).toEqual([`page-installed ${PAGE.id}`]);
    expect(found.findings[0]?.seen).toContain('Meta takes it away after an hour');
    expect(await stage.examine(['--fix', '--yes'])).toMatchObject({ code: 0, findings: [] });
  });

  it('finds that the app has no webhook', async () => {
    stage.simulator.subscriptions.app = null;
    expect(rulesIn(await stage.examine())).toEqual(['app-webhook']);
  });

  it('finds that the webhook does not answer', async () => {
    const url = `http://127.0.0.1:${await unusedPort(createServer())}/webhook`;
    stage.simulator.connectWebhook(url);
    const found = await stage.examine();
    expect(rulesIn(found)).toEqual(['callback-reachable']);
    expect(found.findings[0]?.seen).toBe(`${url} does not answer this machine (ECONNREFUSED).`);
  });

  it('finds that the webhook knows another verify token', async () => {
    const found = await stage.examine([], { META_VERIFY_TOKEN: OTHER_TOKEN });
    expect(rulesIn(found)).toEqual(['callback-verifies']);
    expect(found.findings[0]?.seen).toContain('answers 403');
  });

  it('finds that Meta does not take the app secret', async () => {
    const found = await stage.examine([], { META_APP_SECRET: OTHER_SECRET });
    expect(rulesIn(found)).toEqual(['app-secret', `page-token ${PAGE.id}`]);
    expect(found.findings[0]?.seen).toContain('error 190');
  });

  it("finds that the webhook's service knows another app secret than the app", async () => {
    const other = await shopGraph({ appSecret: OTHER_SECRET });
    other.simulator.connectWebhook(`${stage.service.url}/webhook`);
    const found = await stage.examine([], {
      META_APP_SECRET: OTHER_SECRET,
      META_GRAPH_URL: other.url,
    });
    await other.close();
    expect(rulesIn(found)).toEqual(['callback-secret']);
    expect(found.findings[0]?.seen).toContain('answers 401 to a signed body without events');
  });

  it('mentions that taps carry no mid when the field is of an old version', async () => {
    const other = await shopGraph({ fieldVersion: 'v10.0' });
    other.simulator.connectWebhook(`${stage.service.url}/webhook`);
    const found = await stage.examine([], { META_GRAPH_URL: other.url });
    await other.close();
    expect(found).toMatchObject({ code: 0, findings: [{ rule: 'field-version' }] });
  });

  it("finds that this machine's clock is not Meta's", async () => {
    const other = await shopGraph();
    other.simulator.connectWebhook(`${stage.service.url}/webhook`);
    await other.simulator.advance(3_600_000);
    const found = await stage.examine([], { META_GRAPH_URL: other.url });
    await other.close();
    expect(rulesIn(found)).toContain(`clock ${PAGE.id}`);
    expect(found.findings[0]?.seen).toMatch(
      /^This machine's clock is 3[56]\d\d s behind Meta's\.$/,
    );
  });

  it('finds that META_APP_ID is missing, and checks what can be checked without', async () => {
    const found = await stage.examine([], { META_APP_ID: '' });
    expect(rulesIn(found)).toEqual(['app-id']);
  });

  it('finds that Meta does not take the token', async () => {
    stage.simulator.faults.set('revoked-token', 'on');
    const found = await stage.examine();
    expect(rulesIn(found)).toEqual([`page-token ${PAGE.id}`]);
    expect(found.findings[0]?.seen).toContain('error 190/460');
  });

  it('finds that the token is of another page', async () => {
    const found = await stage.examine([], { META_PAGE_TOKENS: `${PAGE.id}:${PAGES.brief.token}` });
    expect(rulesIn(found)).toContain(`token-of-page ${PAGE.id}`);
    expect(found.findings.find(({ rule }) => rule === 'token-of-page')?.seen).toBe(
      `The token is of page ${PAGES.brief.id}.`,
    );
  });

  it.each([
    ['token-permissions', PAGES.narrow, 'The token does not permit pages_manage_metadata.'],
    ['token-permissions', PAGES.mute, 'The token does not permit pages_messaging.'],
    ['permission-reviewed', PAGES.pending, 'The review of pages_messaging is pending.'],
  ])('finds by %s what a token lacks', async (rule, page, seen) => {
    const found = await stage.examine([], only(page));
    expect(found.findings.find((finding) => finding.rule === rule)?.seen).toBe(seen);
    expect(rulesIn(found).filter((one) => one.startsWith('graph-'))).toEqual([]);
  });

  it('finds that the token ends soon', async () => {
    const found = await stage.examine([], only(PAGES.brief));
    expect(rulesIn(found)).toContain(`token-expiry ${PAGES.brief.id}`);
  });

  it('tells what Meta refuses where nothing else explains it', async () => {
    const found = await stage.examine([], { ...only(PAGES.narrow), META_APP_ID: '' });
    expect(rulesIn(found)).toContain(`graph-permits ${PAGES.narrow.id}`);
    expect(JSON.stringify(found)).toContain('Requires pages_manage_metadata permission');
  });

  it.each([
    ['is not there', () => undefined, { META_GRAPH_URL: 'http://127.0.0.1:9' }],
    ['fails', () => stage.simulator.faults.set('server-error', '500'), {}],
    ['is a page of a proxy', () => stage.simulator.faults.set('html', 'on'), {}],
    ['takes no more calls', () => stage.simulator.faults.set('rate-limit', 'on'), {}],
  ])('says once that Graph %s, and what could not be checked', async (_, spoil, variables) => {
    spoil();
    const found = await stage.examine([], variables);
    expect(rulesIn(found).filter((rule) => rule.startsWith('graph-answers'))).toHaveLength(1);
    expect(found.code).toBe(1);
    expect(found.unchecked.map(({ rule }) => rule)).toContain('page-fields');
  });

  it.each([
    ['does not exist', 'v99.0', 'Graph knows no version v99.0.'],
    ['ends within 90 days, or has ended', 'v20.0', 'v20.0 has ended.'],
  ])('finds that the version of Graph %s', async (_, version, seen) => {
    const found = await stage.examine([], { META_GRAPH_VERSION: version });
    expect(found.findings.find(({ rule }) => rule === 'graph-version')?.seen).toBe(seen);
  });

  it('finds that another app controls the newest conversation', async () => {
    await stage.simulator.giveThread(ADA, PAGE_INBOX);
    expect(rulesIn(await stage.examine())).toEqual([`thread-control ${PAGE.id}`]);
    await stage.simulator.giveThread(ADA, stage.simulator.settings.appId);
    expect(await stage.examine()).toMatchObject({ findings: [] });
  });

  it('finds that the page has no Get Started button and no menu, and brings it into step', async () => {
    await stage.run(['menu', 'delete', '--yes', '--page', PAGE.id]);
    const found = await stage.examine();
    expect(rulesIn(found)).toEqual([`get-started ${PAGE.id}`, `menu ${PAGE.id}`]);
    expect(await stage.examine(['--fix', '--yes'])).toMatchObject({ code: 0, findings: [] });
    expect(stage.simulator.profileOf(PAGE.id).get_started).toBeDefined();
  });

  it("finds a button of the page's menu that no handler answers, and takes it away", async () => {
    const items = [{ title: 'Sale', type: 'postback', payload: 'SALE_OF_2024' }];
    const menu = [{ locale: 'default', call_to_actions: items }];
    await stage.graphCall('POST', 'messenger_profile', { persistent_menu: menu });
    const found = await stage.examine();
    expect(rulesIn(found)).toEqual([`dead-buttons ${PAGE.id}`, `menu ${PAGE.id}`]);
    expect(found.findings[0]?.seen).toBe('No handler takes taps on the menu item "Sale".');
    expect(JSON.stringify(found)).not.toContain('SALE_OF_2024');
    expect(await stage.examine(['--fix', '--yes'])).toMatchObject({ code: 0, findings: [] });
  });

  it('pushes no menu of a code that would not start, and says so', async () => {
    const persistentMenu = [{ title: 'Sale', payload: 'NOBODY_TAKES_THIS' }];
    const menu = MenuModule.forRoot({ getStarted: 'GET_STARTED', persistentMenu });
    const [welcome, ...others] = FEATURES;
    const features = [welcome, ...others.slice(0, -1), menu].filter((one) => one !== undefined);
    const found = await stage.examine(['--fix', '--yes'], {}, { features });
    expect(rulesIn(found)).toEqual([`menu ${PAGE.id}`]);
    expect(found.findings[0]).toMatchObject({
      fixable: false,
      mend: expect.stringContaining('The service would not start with this code'),
    });
    expect(JSON.stringify(stage.simulator.profileOf(PAGE.id))).not.toContain('NOBODY_TAKES_THIS');
  });

  it('goes on with what else it can mend when one call fails', async () => {
    stage.simulator.faults.set('missing-messages', 'page');
    stage.simulator.faults.set('missing-message_echoes', 'app');
    const mended = await stage.examine(['--fix', '--yes'], { META_VERIFY_TOKEN: OTHER_TOKEN });
    expect(mended.said).toMatch(/FAILED \(GRAPH_CALL_FAILED: .*\): subscribe the app/);
    expect(mended.said).toContain(`done: subscribe page ${PAGE.id} to messages`);
    expect(rulesIn(mended)).toEqual(['callback-verifies', 'app-fields']);
  });

  it('finds that nobody was ever heard on a page', async () => {
    const found = await stage.examine([], only(PAGES.pending));
    expect(rulesIn(found)).toContain(`last-webhook ${PAGES.pending.id}`);
  });

  it('finds that there is no database, and that one is none', async () => {
    const absent = await stage.examine([], { STORE_URL: 'sqlite:/nowhere/tapline.db' });
    expect(absent.findings.find(({ rule }) => rule === 'store')).toMatchObject({
      severity: 'warning',
      seen: expect.stringContaining('/nowhere/tapline.db'),
    });
    const none = await stage.examine([], { STORE_URL: 'sqlite:package.json' });
    expect(rulesIn(none)).toContain('store');
  });

  it('names what is wrong to people, wrapped, with the mend as a command', async () => {
    stage.simulator.faults.set('missing-messaging_postbacks', 'page');
    const { code, written } = await stage.run(['doctor']);
    expect(code).toBe(1);
    expect(written.split('\n').filter((line) => line.length > 100)).toEqual([]);
    expect(written).toContain('Taps on buttons, menu items and Get Started will not arrive.');
    expect(written).toContain('`tapline doctor --fix`');
  });

  it('changes nothing without a yes', async () => {
    stage.simulator.faults.set('missing-messages', 'page');
    const refused = await stage.run(['doctor', '--fix']);
    expect(refused.code).toBe(2);
    expect(refused.said).toContain('CONFIRMATION_NEEDED');
    const dry = await stage.examine(['--fix', '--dry-run']);
    expect(dry.said).toContain(`doctor --fix would\n  subscribe page ${PAGE.id} to messages\n`);
    expect(stage.simulator.subscriptions.fieldsOf(PAGE.id)).not.toContain('messages');
  });

  it('shows no token and no secret, whatever is wrong', async () => {
    stage.simulator.faults.set('revoked-token', 'on');
    const { written, said } = await stage.run(['doctor', '--json']);
    for (const secret of [PAGE.token, 'a-long-and-random-verify-token', ADA])
      expect(written + said).not.toContain(secret);
  });
});
