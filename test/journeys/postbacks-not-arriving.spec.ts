import { createServer } from 'node:http';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { postback } from '../../src/messaging/index.js';
import { DoctorStage } from '../support/doctor-stage.js';
import { ADA } from '../support/graph.js';
import { unusedPort } from '../support/loopback.js';

/** The article's question, cause by cause: silence, what the doctor says, and the tap that arrives after its mend. */
describe('why are my postbacks not arriving?', () => {
  let stage: DoctorStage;

  beforeAll(async () => {
    stage = await DoctorStage.start();
    await stage.tap();
  });

  afterEach(() => stage.restore());

  afterAll(() => stage.end());

  const tapSupport = () => stage.simulator.tap(ADA, { payload: 'MENU_SUPPORT' });

  /** Of taps, without echoes and receipts. */
  const rules = async (): Promise<readonly string[]> =>
    (await stage.examine()).findings.map(({ rule }) => rule);

  it('is answered while all is well', async () => {
    expect(await tapSupport()).toMatchObject({ state: 'delivered' });
    await stage.simulator.nextMessage(ADA);
  });

  it.each(['page', 'app'] as const)(
    'you subscribed to messages and not to messaging_postbacks, on the level of the %s',
    async (level) => {
      stage.simulator.faults.set('missing-messaging_postbacks', level);
      expect(await tapSupport()).toMatchObject({ silence: `${level}-lacks-field` });
      expect(await rules()).toEqual([`${level}-fields`]);
      await stage.run(['doctor', '--fix', '--yes']);
      expect(await tapSupport()).toMatchObject({ state: 'delivered' });
      expect(JSON.stringify(await stage.simulator.nextMessage(ADA))).toContain('What is it about?');
    },
  );

  it('the button has an empty payload: it does not get as far as Meta', () => {
    expect(() => postback('Track my order', '')).toThrow(/^REPLY_LIMIT: /);
  });

  it('the button is a web_url: Meta sends nothing when it is tapped', async () => {
    const items = [{ type: 'web_url', title: 'Our shop', url: 'https://example.com/' }];
    const menu = [{ locale: 'default', call_to_actions: items }];
    await stage.graphCall('POST', 'messenger_profile', { persistent_menu: menu });
    const told = stage.simulator.deliveries().length;
    await expect(stage.simulator.tap(ADA, { button: 'Our shop' })).rejects.toThrow('Our shop');
    expect(stage.simulator.deliveries()).toHaveLength(told);
    expect(await rules()).toEqual(['menu']);
    await stage.run(['doctor', '--fix', '--yes']);
    expect(await rules()).toEqual([]);
  });

  it('people come back by a link, and messaging_referrals is missing', async () => {
    stage.simulator.faults.set('missing-messaging_referrals', 'page');
    const arrive = () => stage.simulator.arrive(ADA, { ref: 'EMAIL_MAY' });
    expect(await arrive()).toMatchObject({ silence: 'page-lacks-field' });
    expect(await rules()).toEqual(['page-fields']);
    await stage.run(['doctor', '--fix', '--yes']);
    expect(await arrive()).toMatchObject({ state: 'delivered' });
  });

  // Last, because Meta's clock is an hour ahead afterwards.
  it('the webhook failed for an hour: Meta took the subscription away', async () => {
    stage.simulator.connectWebhook(`http://127.0.0.1:${await unusedPort(createServer())}/webhook`);
    await tapSupport();
    await stage.simulator.advance(3_600_000);
    stage.simulator.connectWebhook(`${stage.service.url}/webhook`);
    expect(await tapSupport()).toMatchObject({ silence: 'page-not-subscribed' });
    const { findings } = await stage.examine();
    expect(findings).toContainEqual(
      expect.objectContaining({
        rule: 'page-installed',
        seen: expect.stringContaining('Meta takes it away after an hour of failed deliveries'),
      }),
    );
    await stage.run(['doctor', '--fix', '--yes']);
    expect(await tapSupport()).toMatchObject({ state: 'delivered' });
  });
});
