import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { DoctorStage, rulesIn } from '../support/doctor-stage.js';
import { ADA } from '../support/graph.js';
import { PAGE } from '../support/service.js';
import { until } from '../support/until.js';

describe('of a running service tapline doctor', () => {
  let stage: DoctorStage;

  beforeEach(async () => {
    stage = await DoctorStage.start();
  });

  afterEach(() => stage.end());

  const health = async (): Promise<string> =>
    (await fetch(`${stage.service.url}/health/ready`)).text();

  it('finds that Meta restricts the page', async () => {
    await stage.tap();
    stage.simulator.faults.set('send-error', 'restricted');
    await stage.simulator.tap(ADA, { payload: 'MENU_SUPPORT' });
    await until(async () => (await health()).includes('restricted'));
    expect(rulesIn(await stage.examine())).toEqual([`page-restricted ${PAGE.id}`]);
  });

  it('finds that the app is not live', async () => {
    await stage.tap();
    stage.simulator.faults.set('rate-limit', 'on');
    await stage.simulator.tap(ADA, { payload: 'MENU_SUPPORT' });
    await until(async () => (await health()).includes('limit'));
    stage.simulator.faults.set('app-not-live', 'on');
    stage.simulator.faults.set('rate-limit', 'off');
    await until(async () => (await health()).includes('"why":"token"'));
    expect(rulesIn(await stage.examine())).toEqual([`app-live ${PAGE.id}`]);
  });
});

describe('a service in front of Meta', () => {
  let stage: DoctorStage;

  afterEach(() => stage.end());

  it('examines itself after its start, and tells it in the log, the readiness and the metrics', async () => {
    stage = await DoctorStage.start({ subscribedFields: ['messages', 'message_echoes'] });
    const { url } = stage.service;
    await stage.service.hasWritten('the doctor found something');
    const ready = await fetch(`${url}/health/ready`);
    const { details } = (await ready.json()) as { details: Record<string, unknown> };
    expect(ready.status).toBe(200);
    expect(details['doctor']).toMatchObject({
      status: 'degraded',
      found: expect.arrayContaining([{ rule: 'page-fields', page: PAGE.id }]),
    });
    const metrics = await (await fetch(`${url}/metrics`)).text();
    expect(metrics).toMatch(/^tapline_doctor_errors [1-9]/m);
    expect(stage.service.output).toContain('messaging_postbacks');
    expect(stage.service.output).not.toContain(PAGE.token);
  });
});
