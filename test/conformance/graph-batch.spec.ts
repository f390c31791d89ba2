import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { GraphCaller, TOKEN } from '../support/graph-calls.js';
import { ADA } from '../support/stand-in.js';

let graph: GraphCaller;

beforeAll(async () => {
  graph = await GraphCaller.start();
  await graph.simulator.say(ADA, 'hi');
});

afterAll(() => graph.close());

async function batch(...calls: readonly object[]): Promise<unknown> {
  const answer = await fetch(`${graph.url}/?access_token=${TOKEN}&include_headers=false`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ batch: calls }),
  });
  return answer.json();
}

const form = (params: object): string =>
  String(
    new URLSearchParams(
      Object.fromEntries(Object.entries(params).map(([k, v]) => [k, JSON.stringify(v)])),
    ),
  );
const send = (message: string, more: object = {}): object => ({
  method: 'POST',
  relative_url: 'me/messages',
  body: form({ recipient: { id: ADA }, message: { text: message } }),
  ...more,
});
const persona = { name: 'Ben', profile_picture_url: 'https://shop.example/ben.png' };
const create = (more: object = {}): object => ({
  method: 'POST',
  relative_url: 'me/personas',
  name: 'create',
  body: String(new URLSearchParams(persona)),
  ...more,
});
const lastText = (): unknown => graph.simulator.transcriptOf(ADA).at(-1);

describe('a call of a batch can take from the answer of one before (section 5.5)', () => {
  it('in its address', async () => {
    const read = { method: 'GET', relative_url: '{result=create:$.id}?fields=name' };
    expect(await batch(create(), read)).toEqual([null, { code: 200, body: '{"name":"Ben"}' }]);
  });

  it.each([
    ['as it stands', (body: string): string => decodeURIComponent(body)],
    ['percent-encoded', (body: string): string => body],
  ])('in its body, %s', async (_, written) => {
    const reference = "{result=me:$.name} {result=me:$['id']}";
    const calls = [
      { method: 'GET', relative_url: 'me?fields=id,name', name: 'me' },
      send('', { body: written(form({ recipient: { id: ADA }, message: { text: reference } })) }),
    ];
    expect(await batch(...calls)).toMatchObject([null, { code: 200 }]);
    expect(lastText()).toMatchObject({ text: 'Page 1 1' });
  });

  it.each([
    ['$.data.*.subscribed_fields[0]', 'messages'],
    ['$.data[0].subscribed_fields[*]', 'messages,messaging_postbacks'],
    ['$.data[0].link.nothing', ''],
    ['$.constructor.name', ''],
    ['$..id', ''],
    ['$.data[0].subscribed_fields', '["messages","messaging_postbacks"]'],
  ])('by the path %s: "%s"', async (path, value) => {
    await graph.post('me/subscribed_apps', { subscribed_fields: 'messages,messaging_postbacks' });
    const calls = [
      { method: 'GET', relative_url: 'me/subscribed_apps', name: 'apps' },
      {
        method: 'POST',
        relative_url: 'me/messages',
        body: `recipient={"id":"${ADA}"}&message={"text":"text"}&metadata={result=apps:${path}}`,
      },
    ];
    expect(await batch(...calls)).toMatchObject([null, { code: 200 }]);
    expect(
      graph.simulator.sent().findLast(({ path: called }) => called.endsWith('me/messages')),
    ).toMatchObject({ body: { metadata: value } });
  });

  it('is left out when that failed, is not there, or comes later', async () => {
    const before = graph.simulator.transcriptOf(ADA).length;
    const failing = { method: 'GET', relative_url: '9', name: 'bad' };
    const answers = await batch(
      failing,
      send('{result=bad:$.id}'),
      send('{result=nobody:$.id}'),
      send('{result=later:$.id}'),
      send('a', { depends_on: 'later' }),
      { method: 'GET', relative_url: 'me', name: 'later' },
    );
    expect(answers).toMatchObject([{ code: 400 }, null, null, null, null, null]);
    expect(graph.simulator.transcriptOf(ADA)).toHaveLength(before);
  });
});

describe('the answer of a call in a batch is shown', () => {
  it.each([
    ['when nothing takes from it', create(), send('a'), true],
    ['when something only waits for it', create(), send('a', { depends_on: 'create' }), true],
    ['not when something takes from it', create(), send('{result=create:$.id}'), false],
    [
      'all the same when the call says so',
      create({ omit_response_on_success: false }),
      send('{result=create:$.id}'),
      true,
    ],
    ['not when the call says so', create({ omit_response_on_success: true }), send('a'), false],
  ])('%s', async (_, first, second, isShown) => {
    const shown = { code: 200, body: expect.stringMatching(/^{"id":/) };
    expect(await batch(first, second)).toEqual([
      isShown ? shown : null,
      { code: 200, body: expect.any(String) },
    ]);
  });

  it('always when it failed', async () => {
    const failing = { method: 'GET', relative_url: '9', omit_response_on_success: true };
    expect(await batch(failing)).toMatchObject([{ code: 400 }]);
  });
});
