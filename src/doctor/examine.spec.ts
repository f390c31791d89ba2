import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { Kysely, SqliteDialect } from 'kysely';
import { APP_ID, GraphStub, jsonAnswer, metaError, PAGE } from '../../test/support/graph-stub.js';
import { liveEnvironment } from '../../test/support/live-environment.js';
import { type RouteHandler, RoutingTable } from '../postback/index.js';
import type { Tables } from '../store/index.js';
import { PAGE_INBOX_APP_ID } from '../messaging/index.js';
import type { Diagnosis } from './diagnosis.js';
import { examine } from './examine.js';
import type { Patient } from './patient.js';
import { type Records, recordsOf } from './records.js';

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

const RECORDS: Records = {
  problem: async () => null,
  lastHeardAt: async () => Date.now(),
  lastPeople: async () => [],
};

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

  /** Edges with their answers; one in a batch is answered in a batch. */
  function answerWith(answers: Readonly<Record<string, unknown>>): void {
    stub.answer = (response, request) => {
      const [edge = ''] = (request.url ?? '').split('/').at(-1)?.split('?') ?? [];
      const answer = answers[edge] ?? {};
      if (edge !== 'v26.0') return jsonAnswer(statusOf(answer), answer)(response, request);
      const inner = JSON.stringify(answers['debug_token']);
      return jsonAnswer(200, [{ code: 200, body: inner }])(response, request);
    };
  }

  async function examineWith(
    answers: Readonly<Record<string, unknown>>,
    more: Partial<Patient> = {},
  ): Promise<Diagnosis> {
    answerWith({ ...HEALTHY, ...answers });
    const patient: Patient = {
      ...stub.management(),
      environment: liveEnvironment({ graphUrl: stub.url, appId: APP_ID }),
      routes: [],
      standby: false,
      wouldStart: true,
      taps: RoutingTable.build<RouteHandler>([]).table,
      menu: null,
      records: RECORDS,
      health: async () => ({ paused: [] }),
      now: Date.now,
      ...more,
    };
    return examine(patient, [PAGE]);
  }

  async function findingsWith(
    answers: Readonly<Record<string, unknown>>,
    more: Partial<Patient> = {},
  ): Promise<readonly string[]> {
    const { findings } = await examineWith(answers, more);
    return findings.map(({ severity, rule, seen }) => `${severity} ${rule}: ${seen}`);
  }

  it('finds nothing where all is well', async () => {
    expect(await findingsWith({})).toEqual([]);
  });

  it.each([
    [
      'a webhook that Meta has switched off, without what is secret in its address',
      {
        subscriptions: {
          data: [{ ...APP, active: false, callback_url: 'http://me:key@127.0.0.1:9/hook?k=key' }],
        },
      },
      [
        'error app-webhook: Meta has switched the webhook http://127.0.0.1:9/hook off.',
        'warning callback-reachable: http://127.0.0.1:9/hook does not answer this machine (no answer).',
      ],
    ],
    [
      'a token of another app',
      { debug_token: { data: { ...TOKEN, app_id: '999' } } },
      [`error token-of-page: The token was made for app 999, META_APP_ID is ${APP_ID}.`],
    ],
    [
      'a token of a user',
      { debug_token: { data: { ...TOKEN, type: 'USER' } } },
      ['error token-of-page: The token is of type USER, not PAGE.'],
    ],
    [
      'a token that Meta calls invalid',
      { debug_token: { data: { is_valid: false, error: { code: 190, subcode: 463 } } } },
      ['error page-token: Meta says that the token is not valid (190/463).'],
    ],
    [
      'access to data that ends',
      { debug_token: { data: { ...TOKEN, data_access_expires_at: 1_000_000_000 } } },
      ['warning token-expiry: Its access to data ends on 2001-09-09.'],
    ],
    [
      'a review that Meta turned down',
      { messaging_feature_review: { data: [{ feature: 'pages_messaging', status: 'rejected' }] } },
      ['warning permission-reviewed: The review of pages_messaging is rejected.'],
    ],
    [
      'a callback without https',
      { subscriptions: { data: [{ ...APP, callback_url: 'http://bot.example.com/webhook' }] } },
      [
        'warning callback-verifies: http://bot.example.com/webhook: its address is not https, which Meta asks for.',
      ],
    ],
  ])('finds %s', async (_, answers, findings) => {
    expect(await findingsWith(answers)).toEqual(findings);
  });

  it('finds nothing where Meta lists no review', async () => {
    expect(await findingsWith({ messaging_feature_review: { data: [] } })).toEqual([]);
  });

  it.each([
    ['v25.0', '2028-07-01', ['warning graph-version: v25.0 ends on 2028-07-29.']],
    ['v25.0', '2028-08-01', ['warning graph-version: v25.0 ended on 2028-07-29.']],
    ['v26.0', '2028-07-01', []],
  ])('looks ahead to the end of %s, on %s', async (graphVersion, day, findings) => {
    const environment = liveEnvironment({ graphUrl: stub.url, appId: APP_ID, graphVersion });
    const now = (): number => Date.parse(day);
    const records = { ...RECORDS, lastHeardAt: async () => now() };
    expect(await findingsWith({}, { environment, now, records })).toEqual(findings);
  });

  it('finds a database that takes no writes', async () => {
    const problem = async () => ({ seen: 'The database takes no writes.' });
    expect(await findingsWith({}, { records: { ...RECORDS, problem } })).toEqual([
      'error store: The database takes no writes.',
    ]);
  });

  it('finds a database that cannot be read, once, and goes on with what does not need it', async () => {
    const store = new Kysely<Tables>({ dialect: new DummyDialect() });
    const records = recordsOf(store, async () => null);
    const { findings, unchecked } = await examineWith({}, { records });
    expect(findings.map(({ rule, severity }) => [rule, severity])).toEqual([['store', 'error']]);
    expect(unchecked.map(({ rule }) => rule)).toEqual(['thread-control', 'last-webhook']);
  });

  it.each([
    [
      'a person whose account is gone',
      { thread_owner: metaError(100, { error_subcode: 2018001 }) },
      [],
    ],
    [
      'a review that the token may not see',
      { messaging_feature_review: metaError(10) },
      [expect.stringMatching(/^notice graph-permits: GET .*messaging_feature_review.* error 10/)],
    ],
    [
      'subscriptions that the token may not see',
      { subscribed_apps: metaError(10) },
      [expect.stringMatching(/^error graph-permits: GET .*subscribed_apps.* error 10/)],
    ],
  ])('weighs what Meta refuses to tell: %s', async (_, answers, findings) => {
    const records = { ...RECORDS, lastPeople: async () => ['7'] };
    expect(await findingsWith(answers, { records })).toEqual(findings);
  });

  it.each([
    ['another app', '999', 'warning'],
    ['the Page Inbox, where people answer', PAGE_INBOX_APP_ID, 'notice'],
  ])('tells who controls a conversation: %s', async (_, appId, severity) => {
    const records = { ...RECORDS, lastPeople: async () => ['7'] };
    const owner = { thread_owner: { data: [{ thread_owner: { app_id: appId } }] } };
    const [finding] = (await examineWith(owner, { records })).findings;
    expect(finding).toMatchObject({ rule: 'thread-control', severity });
  });

  it('says what it could not check: without META_APP_ID, and without a running service', async () => {
    const environment = liveEnvironment({ graphUrl: stub.url });
    const { findings, unchecked } = await examineWith(
      {},
      { environment, health: async () => null },
    );
    expect(findings.map(({ rule }) => rule)).toEqual(['app-id']);
    const rules = unchecked.map(({ rule }) => rule);
    expect(rules).toEqual(expect.arrayContaining(['app-fields', 'token-expiry', 'app-live']));
  });

  it('needs the field standby where handlers hear of conversations of other apps', async () => {
    expect(await findingsWith({}, { standby: true })).toEqual([
      expect.stringContaining('The app does not subscribe to standby.'),
      expect.stringContaining('The page does not subscribe to standby.'),
    ]);
  });

  it('asks Meta each thing once, however many rules want it', async () => {
    await findingsWith({});
    const lines = stub.received.map(({ line }) => line);
    expect(lines.filter((line) => line.includes('/subscribed_apps?'))).toHaveLength(1);
    expect(lines.filter((line) => line === 'POST /v26.0')).toHaveLength(1);
  });
});

function statusOf(answer: unknown): number {
  return typeof answer === 'object' && answer !== null && 'error' in answer ? 400 : 200;
}

/** A database that is none. */
class DummyDialect extends SqliteDialect {
  constructor() {
    super({ database: () => Promise.reject(new Error('no such table')) });
  }
}
