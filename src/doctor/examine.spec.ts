import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { APP_ID, GraphStub, jsonAnswer, PAGE } from '../../test/support/graph-stub.js';
import { liveEnvironment } from '../../test/support/live-environment.js';
import { type RouteHandler, RoutingTable } from '../postback/index.js';
import { examine } from './examine.js';
import type { Patient } from './patient.js';
import { recordsOf } from './records.js';

const FIELDS = ['messages', 'message_echoes'];
const APP = {
  object: 'page',
  callback_url: '',
  active: true,
  fields: FIELDS.map((name) => ({ name, version: 'v26.0' })),
};
const TOKEN = {
  is_valid: true,
  type: 'PAGE',
  app_id: APP_ID,
  profile_id: PAGE,
  scopes: ['pages_messaging', 'pages_manage_metadata'],
  expires_at: 0,
};
const REVIEW = [{ feature: 'pages_messaging', status: 'approved' }];

/** What Graph answers, by the end of the path; each the body of its answer. */
const HEALTHY = {
  subscriptions: { data: [APP] },
  debug_token: { data: TOKEN },
  me: { id: PAGE },
  subscribed_apps: { data: [{ id: APP_ID, subscribed_fields: FIELDS }] },
  messaging_feature_review: { data: REVIEW },
  messenger_profile: { data: [] },
};

describe('the examination', () => {
  let stub: GraphStub;

  beforeEach(async () => {
    stub = await GraphStub.start();
  });

  afterEach(() => stub.close());

  function answerWith(answers: Readonly<Record<string, unknown>>): void {
    stub.answer = (response, request) => {
      const edge = (request.url ?? '').split('/').at(-1) ?? '';
      jsonAnswer(200, answers[edge] ?? {})(response, request);
    };
  }

  async function findingsWith(answers: Readonly<Record<string, unknown>>) {
    answerWith({ ...HEALTHY, ...answers });
    const { inspection, subscriptions, profile } = stub.management();
    const patient: Patient = {
      environment: liveEnvironment({ graphUrl: stub.url, appId: APP_ID }),
      routes: [],
      taps: RoutingTable.build<RouteHandler>([]).table,
      menu: null,
      inspection,
      subscriptions,
      profile,
      records: { ...recordsOf(null, async () => null), lastHeardAt: async () => Date.now() },
      health: async () => null,
      now: Date.now,
    };
    const { findings } = await examine(patient, [PAGE]);
    return findings.map(({ rule, seen }) => `${rule}: ${seen}`);
  }

  it('finds nothing where all is well', async () => {
    expect(await findingsWith({})).toEqual([]);
  });

  it.each([
    [
      'a webhook that Meta has switched off',
      { subscriptions: { data: [{ ...APP, active: false }] } },
      ['app-webhook: Meta has switched the webhook  off.'],
    ],
    [
      'a token of another app',
      { debug_token: { data: { ...TOKEN, app_id: '999' } } },
      [`token-of-page: The token was made for app 999, META_APP_ID is ${APP_ID}.`],
    ],
    [
      'a token of a user',
      { debug_token: { data: { ...TOKEN, type: 'USER' } } },
      ['token-of-page: The token is of type USER, not PAGE.'],
    ],
    [
      'a token that Meta calls invalid',
      { debug_token: { data: { is_valid: false, error: { code: 190, subcode: 463 } } } },
      ['page-token: Meta says that the token is not valid (190/463).'],
    ],
    [
      'access to data that ends',
      { debug_token: { data: { ...TOKEN, data_access_expires_at: 1_000_000_000 } } },
      ['token-expiry: Its access to data ends on 2001-09-09.'],
    ],
    [
      'a feature that was never submitted',
      { messaging_feature_review: { data: [] } },
      ['permission-reviewed: The review of pages_messaging was not submitted.'],
    ],
    [
      'a callback without https',
      { subscriptions: { data: [{ ...APP, callback_url: 'http://bot.example.com/webhook' }] } },
      [
        'callback-verifies: http://bot.example.com/webhook: its address is not https, which Meta asks for.',
      ],
    ],
  ])('finds %s', async (_, answers, findings) => {
    expect(await findingsWith(answers)).toEqual(findings);
  });

  it('asks Meta each thing once, however many rules want it', async () => {
    await findingsWith({});
    const lines = stub.received.map(({ line }) => line);
    expect(lines.filter((line) => line.endsWith('/subscribed_apps'))).toHaveLength(1);
    expect(lines.filter((line) => line.endsWith('/debug_token'))).toHaveLength(1);
  });
});
