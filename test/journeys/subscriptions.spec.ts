import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { DoctorStage } from '../support/doctor-stage.js';
import { PAGE } from '../support/service.js';

const NEEDED = ['messages', 'messaging_postbacks', 'messaging_referrals', 'message_echoes'];
const OTHER = { id: '102', token: 'TOKEN_other' };
const BOTH = { META_PAGE_TOKENS: `${PAGE.id}:${PAGE.token},${OTHER.id}:${OTHER.token}` };

describe('tapline subscriptions', () => {
  let stage: DoctorStage;

  beforeAll(async () => {
    stage = await DoctorStage.start({ pages: [PAGE, OTHER] });
  });

  afterEach(() => stage.restore());

  afterAll(() => stage.end());

  it('show tells which fields are needed, who subscribes to them, and what therefore arrives', async () => {
    stage.simulator.subscriptions.subscribe(PAGE.id, ['messages', 'feed']);
    const { code, written } = await stage.run(['subscriptions', 'show']);
    expect(code).toBe(1);
    expect(written).toContain(`The app's webhook is ${stage.service.url}/webhook.\n`);
    expect(written).toMatch(/^messaging_postbacks +yes +- +DO NOT ARRIVE$/m);
    expect(written).toMatch(/^messages +yes +yes +arrive$/m);
    expect(written).toMatch(/^beside them, on one level or both: [^]*\bfeed,/m);
  });

  it('set subscribes the app and every page to what handlers need, beside what they have', async () => {
    const { subscriptions } = stage.simulator;
    subscriptions.subscribe(PAGE.id, ['feed']);
    subscriptions.unsubscribe(OTHER.id);
    subscriptions.app = { callbackUrl: `${stage.service.url}/webhook`, fields: new Set(['feed']) };
    const { code, written } = await stage.run(['subscriptions', 'set', '--yes'], BOTH);
    expect(written).toContain(`3 of 3  done: subscribe page ${OTHER.id} to messages`);
    expect(code).toBe(0);
    expect([...(subscriptions.fieldsOf(PAGE.id) ?? [])]).toEqual(['feed', ...NEEDED]);
    expect([...(subscriptions.fieldsOf(OTHER.id) ?? [])]).toEqual(NEEDED);
    expect([...(subscriptions.app?.fields ?? [])]).toEqual(['feed', ...NEEDED]);
    expect((await stage.run(['subscriptions', 'show'], BOTH)).code).toBe(0);
  });

  it('set gives the app its webhook, which Meta verifies', async () => {
    stage.simulator.subscriptions.app = null;
    const without = await stage.run(['subscriptions', 'set', '--yes']);
    expect(without.written).toContain('1 of 2  FAILED (CALLBACK_MISSING: ');
    expect(without.code).toBe(1);
    const callback = `${stage.service.url}/webhook`;
    const set = await stage.run(['subscriptions', 'set', '--yes', '--callback', callback]);
    expect(set.code).toBe(0);
    expect(stage.simulator.subscriptions.app).toMatchObject({ callbackUrl: callback });
  });

  it('set says what Meta refused and goes on with the other pages', async () => {
    stage.simulator.subscriptions.unsubscribe(OTHER.id);
    stage.simulator.revokeToken(PAGE.id);
    const { code, written } = await stage.run(['subscriptions', 'set', '--yes'], BOTH);
    stage.simulator.restoreToken(PAGE.id);
    expect(code).toBe(1);
    expect(written).toContain('2 of 3  FAILED (GRAPH_CALL_FAILED: GET');
    expect(written).toContain('error 190/460');
    expect(written).toContain(`3 of 3  done: subscribe page ${OTHER.id}`);
    expect(written).not.toContain(PAGE.token);
  });

  it('show goes on with the other pages when Meta refuses one', async () => {
    stage.simulator.revokeToken(PAGE.id);
    const { code, written } = await stage.run(['subscriptions', 'show'], BOTH);
    stage.simulator.restoreToken(PAGE.id);
    expect(code).toBe(1);
    expect(written).toContain(`page ${PAGE.id}: GRAPH_CALL_FAILED: `);
    expect(written).toContain(`page ${OTHER.id}\nfield `);
  });

  it('set leaves the app out without META_APP_ID, and says that this is not all', async () => {
    stage.simulator.subscriptions.unsubscribe(PAGE.id);
    const { code, said } = await stage.run(['subscriptions', 'set', '--yes'], { META_APP_ID: '' });
    expect([code, said]).toEqual([1, expect.stringContaining('META_APP_ID is not set')]);
    expect(stage.simulator.subscriptions.fieldsOf(PAGE.id)).toContain('messaging_postbacks');
  });

  it('set says so when Meta agrees and keeps nothing', async () => {
    stage.simulator.faults.set('missing-messages', 'page');
    const subscribe = stage.simulator.subscriptions.subscribe.bind(stage.simulator.subscriptions);
    Object.assign(stage.simulator.subscriptions, { subscribe: () => undefined });
    const { code, written } = await stage.run(['subscriptions', 'set', '--yes']);
    Object.assign(stage.simulator.subscriptions, { subscribe });
    expect(code).toBe(1);
    expect(written).toContain('SUBSCRIPTION_NOT_KEPT');
  });

  it('set changes nothing by --dry-run, and asks where it was told neither', async () => {
    stage.simulator.subscriptions.unsubscribe(PAGE.id);
    const dry = await stage.run(['subscriptions', 'set', '--dry-run']);
    expect(dry).toMatchObject({ code: 0, written: expect.stringContaining('subscribe the app') });
    const { code, said } = await stage.run(['subscriptions', 'set']);
    expect([code, said]).toEqual([2, expect.stringContaining('CONFIRMATION_NEEDED')]);
    expect(stage.simulator.subscriptions.fieldsOf(PAGE.id)).toBeNull();
  });

  it('refuses a page that there is no token for, and names those there are', async () => {
    const { code, said } = await stage.run(['subscriptions', 'show', '--page', '7']);
    expect([code, said]).toEqual([
      2,
      `PAGE_UNKNOWN: META_PAGE_TOKENS has no page 7. It has ${PAGE.id}. Name one of these, or add the page with its token.\n`,
    ]);
  });
});
