import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { APP_ID, GraphStub, jsonAnswer, metaError, PAGE } from '../../test/support/graph-stub.js';

const inBatch = (body: object) => jsonAnswer(200, [{ code: 200, body: JSON.stringify(body) }]);

describe('what is read of', () => {
  let stub: GraphStub;

  beforeEach(async () => {
    stub = await GraphStub.start();
  });

  afterEach(() => stub.close());

  it.each([
    [
      'fields with versions',
      {
        object: 'page',
        callback_url: 'https://b',
        active: true,
        fields: [{ name: 'messages', version: 'v25.0' }],
      },
      { callbackUrl: 'https://b', active: true, fields: [{ name: 'messages', version: 'v25.0' }] },
    ],
    [
      'fields in the older form',
      { object: 'page', callback_url: 'https://b', active: false, fields: ['messages'] },
      { callbackUrl: 'https://b', active: false, fields: [{ name: 'messages', version: null }] },
    ],
    ['another object', { object: 'instagram', callback_url: 'https://b' }, null],
  ])("the app's webhook with %s", async (_, row, read) => {
    stub.answer = jsonAnswer(200, { data: [row] });
    expect(await stub.management().subscriptions.readApp()).toEqual(read);
  });

  it("a page's installed apps is our own one", async () => {
    stub.answer = jsonAnswer(200, {
      data: [
        { id: '1', subscribed_fields: ['feed'] },
        { id: APP_ID, subscribed_fields: ['messages', { name: 'messaging_postbacks' }] },
      ],
    });
    const { subscriptions } = stub.management();
    expect(await subscriptions.readPage(PAGE)).toEqual(['messages', 'messaging_postbacks']);
    stub.answer = jsonAnswer(200, { data: [{ id: 1 }] });
    expect(await subscriptions.readPage(PAGE)).toBeNull();
  });

  it("a page's installed apps is the only one where nobody said which is ours, and none of several", async () => {
    const { subscriptions } = stub.management({ appId: undefined });
    stub.answer = jsonAnswer(200, { data: [{ id: '1', subscribed_fields: ['feed'] }] });
    expect(await subscriptions.readPage(PAGE)).toEqual(['feed']);
    stub.answer = jsonAnswer(200, { data: [{ id: '1' }, { id: '2' }] });
    await expect(subscriptions.readPage(PAGE)).rejects.toMatchObject({
      message: expect.stringContaining('several apps are on the page'),
    });
  });

  it('a token that is valid, and of one that is not', async () => {
    const { inspection } = stub.management();
    stub.answer = inBatch({
      data: {
        is_valid: true,
        type: 'PAGE',
        app_id: APP_ID,
        profile_id: PAGE,
        scopes: ['pages_messaging'],
        expires_at: 0,
        data_access_expires_at: 1_900_000_000,
      },
    });
    expect(await inspection.readToken(PAGE)).toEqual({
      isValid: true,
      problem: null,
      type: 'PAGE',
      appId: APP_ID,
      scopes: ['pages_messaging'],
      expiresAt: null,
      dataAccessExpiresAt: 1_900_000_000_000,
    });
    stub.answer = inBatch({
      data: { is_valid: false, error: { code: 190, subcode: 463, message: 'no' } },
    });
    expect(await inspection.readToken(PAGE)).toMatchObject({ isValid: false, problem: '190/463' });
  });

  it.each([
    ['idle', { data: [] }, { state: 'idle' }],
    ['ours', { data: [{ thread_owner: { app_id: 5 } }] }, { state: 'owned', appId: '5' }],
    ["another app's", { data: [{ thread_owner: {} }] }, { state: 'owned', appId: null }],
  ])('a thread that is %s', async (_, answer, owner) => {
    stub.answer = jsonAnswer(200, answer);
    expect(await stub.management().inspection.readThreadOwner(PAGE, '7')).toEqual(owner);
  });

  it('a version of Graph is whether Meta knows it', async () => {
    const { inspection } = stub.management();
    const says = (message: string) => jsonAnswer(400, metaError(2500, { message }));
    stub.answer = says('An active access token must be used to query …');
    expect(await inspection.hasVersion()).toBe(true);
    stub.answer = says('Unknown path components: /me');
    expect(await inspection.hasVersion()).toBe(false);
    stub.answer = jsonAnswer(500, metaError(2));
    await expect(inspection.hasVersion()).rejects.toMatchObject({ metaCode: 2 });
  });

  it('a profile without anything set is nothing', async () => {
    stub.answer = jsonAnswer(200, { data: [] });
    expect(await stub.management().profile.read(PAGE, ['get_started'])).toEqual({});
  });
});
