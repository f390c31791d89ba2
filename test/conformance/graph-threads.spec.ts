import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { SimulatorOptions } from '../../src/simulator/simulator.options.js';
import { APP_ID, GraphCaller, hello, ok, refusal } from '../support/graph-calls.js';
import { ADA, Bot } from '../support/stand-in.js';

const INBOX = '263902037430900';
const LEADS = '413038776280800';
const DAY_MS = 86_400_000;
const SUCCESS = ok({ success: true });
const recipient = { id: ADA };
const NOT_OWNER = refusal(
  '(#10) Message failed to send because another app is controlling this thread now.',
  { subcode: 2018300 },
);

let nowMs: number;
let graph: GraphCaller;
let others: GraphCaller[];

beforeEach(async () => {
  nowMs = 1_800_000_000_000;
  others = [];
  graph = await start({});
});

afterEach(() => Promise.all(others.map((other) => other.close())));

async function start(options: Partial<SimulatorOptions>): Promise<GraphCaller> {
  const started = await GraphCaller.start({ now: () => nowMs, ...options });
  others.push(started);
  await started.simulator.say(ADA, 'hi');
  return started;
}

const act = (edge: string, params: object = {}, on = graph): ReturnType<GraphCaller['post']> =>
  on.post(`me/${edge}`, { recipient, ...params });
const pass = (to: string, on = graph): ReturnType<GraphCaller['post']> =>
  act('pass_thread_control', { target_app_id: to }, on);
const owner = async (on = graph): Promise<unknown> =>
  (await on.get(`me/thread_owner?recipient=${ADA}`)).body;

describe('without a default app', () => {
  it('everybody may write while the thread is idle', async () => {
    expect(await owner()).toEqual({ data: [] });
    expect(graph.simulator.threadOwner(ADA)).toBeNull();
    expect((await graph.send(hello)).status).toBe(200);
  });

  it('who passes the thread on cannot write, show typing or pass it again: 2018300', async () => {
    expect(await pass(INBOX)).toEqual(SUCCESS);
    expect(graph.simulator.threadOwner(ADA)).toBe(INBOX);
    expect(await graph.send(hello)).toEqual(NOT_OWNER);
    expect(await graph.send({ sender_action: 'typing_on' })).toEqual(NOT_OWNER);
    expect(await pass(APP_ID)).toEqual(NOT_OWNER);
    expect(await act('release_thread_control')).toEqual(NOT_OWNER);
  });

  it('hides who the owner is from others', async () => {
    await pass(INBOX);
    const expiration = nowMs / 1000 + DAY_MS / 1000;
    expect(await owner()).toEqual({ data: [{ thread_owner: { expiration } }] });
    await graph.simulator.giveThread(ADA, APP_ID);
    expect(await owner()).toMatchObject({ data: [{ thread_owner: { app_id: APP_ID } }] });
  });

  it('the thread is idle again 24 hours after the last message of the person', async () => {
    await pass(INBOX);
    nowMs += DAY_MS - 1000;
    await graph.simulator.say(ADA, 'anybody?');
    nowMs += DAY_MS - 1000;
    expect(await graph.send(hello)).toEqual(NOT_OWNER);
    nowMs += 2000;
    expect(graph.simulator.threadOwner(ADA)).toBeNull();
    await graph.simulator.say(ADA, 'hi');
    expect((await graph.send(hello)).status).toBe(200);
  });

  it('tells our app when it gets the thread back', async () => {
    const bot = new Bot();
    graph.simulator.connectWebhook(await bot.listen());
    await pass(INBOX);
    const delivery = await graph.simulator.giveThread(ADA, APP_ID);
    expect(delivery?.items).toEqual([
      {
        sender: { id: ADA },
        recipient: { id: '1' },
        timestamp: expect.any(Number),
        pass_thread_control: { previous_owner_app_id: INBOX, new_owner_app_id: APP_ID },
      },
    ]);
    expect(bot.received).toHaveLength(1);
    expect((await graph.send(hello)).status).toBe(200);
    expect(await graph.simulator.giveThread(ADA, INBOX)).toBeNull();
    await bot.close();
  });

  it('take_thread_control is blocked: 2018171', async () => {
    expect(await act('take_thread_control')).toEqual(
      refusal('(#100) The app is not allowed to take control of this thread', {
        subcode: 2018171,
      }),
    );
  });

  it('request_thread_control asks, and shows in the chat', async () => {
    await pass(INBOX);
    expect(await act('request_thread_control', { metadata: 'please' })).toEqual(SUCCESS);
    expect(graph.simulator.transcriptOf(ADA).at(-1)).toMatchObject({ action: 'requested' });
  });

  it('release_thread_control makes it idle', async () => {
    await pass(APP_ID);
    expect(await act('release_thread_control')).toEqual(SUCCESS);
    expect(await owner()).toEqual({ data: [] });
  });

  it('extend_thread_control keeps it for up to 7 days', async () => {
    expect(await act('extend_thread_control', { duration: 60 })).toEqual(
      refusal('(#100) The app does not control this thread'),
    );
    await pass(APP_ID);
    expect(await act('extend_thread_control', { duration: 3 * 86_400 })).toEqual(SUCCESS);
    nowMs += 2 * DAY_MS;
    expect(graph.simulator.threadOwner(ADA)).toBe(APP_ID);
    nowMs += DAY_MS + 1000;
    expect(graph.simulator.threadOwner(ADA)).toBeNull();
    expect(await act('extend_thread_control', { duration: 7 * 86_400 + 1 })).toEqual(
      refusal('(#100) Param duration must be between 1 and 604800'),
    );
    expect(await act('extend_thread_control')).toEqual(
      refusal('(#100) The parameter duration is required'),
    );
  });

  it.each<[string, object, string, number | null]>([
    ['no target', {}, '(#100) The parameter target_app_id is required', null],
    ['an app that is not on the page', { target_app_id: 5 }, '(#100) Incorrect App ID', 2018164],
    [
      'metadata above 1000',
      { target_app_id: INBOX, metadata: 'x'.repeat(1001) },
      '(#100) Length of param metadata must be less than or equal to 1000',
      null,
    ],
    [
      'an unknown person',
      { target_app_id: INBOX, recipient: { id: '9' } },
      '(#100) No matching user found',
      2018001,
    ],
  ])('pass_thread_control refuses %s', async (_, params, message, subcode) => {
    const more = subcode === null ? {} : { subcode };
    expect(await act('pass_thread_control', params)).toEqual(refusal(message, more));
  });
});

describe('with a default app', () => {
  it('that is ours: it may take the thread from others, and sees who has it', async () => {
    const ours = await start({ defaultAppId: APP_ID });
    await pass(INBOX, ours);
    expect(await owner(ours)).toMatchObject({ data: [{ thread_owner: { app_id: INBOX } }] });
    expect(await act('take_thread_control', {}, ours)).toEqual(SUCCESS);
    expect(ours.simulator.threadOwner(ADA)).toBe(APP_ID);
    expect((await ours.send(hello)).status).toBe(200);
  });

  it('that is another: only it may write in an idle thread, which we can take', async () => {
    const theirs = await start({ defaultAppId: INBOX });
    expect(await theirs.send(hello)).toEqual(NOT_OWNER);
    expect(await act('take_thread_control', {}, theirs)).toEqual(SUCCESS);
    expect((await theirs.send(hello)).status).toBe(200);
    await theirs.simulator.giveThread(ADA, INBOX);
    expect(await act('take_thread_control', {}, theirs)).toMatchObject({
      body: { error: { error_subcode: 2018171 } },
    });
  });

  it('gets threads that are passed on with a message, without naming an app', async () => {
    const theirs = await start({ defaultAppId: INBOX });
    await act('take_thread_control', {}, theirs);
    await theirs.send({ ...hello, thread_control: { control_type: 'pass' } });
    expect(theirs.simulator.threadOwner(ADA)).toBe(INBOX);
  });
});

describe('who else is on the page', () => {
  it('secondary_receivers names the other apps', async () => {
    expect(await graph.get('me/secondary_receivers?fields=id,name')).toMatchObject(
      ok({ data: [{ id: INBOX, name: 'Page Inbox' }] }),
    );
  });

  it('a lead-generation ad that asks its questions: 2018321', async () => {
    const otherApps = [{ id: LEADS, name: 'Lead ads' }];
    const leads = await start({ otherApps });
    await leads.simulator.giveThread(ADA, LEADS);
    expect(await leads.send(hello)).toEqual(
      refusal('(#10) Message failed to send because the user is in an automated question flow.', {
        subcode: 2018321,
      }),
    );
  });

  it('does not matter where threadControl "shown" says so', async () => {
    const shown = await start({ threadControl: 'shown' });
    await pass(INBOX, shown);
    expect((await shown.send(hello)).status).toBe(200);
  });
});

describe('moderate_conversations', () => {
  const moderate = (actions: unknown, people: unknown = [recipient]): ReturnType<typeof act> =>
    graph.post('me/moderate_conversations', { user_ids: people, actions });

  it('marks people, and lets them back in', async () => {
    const marks = (): string[] => [...graph.simulator.conversation(ADA).moderation];
    expect(await moderate(['BLOCK_USER', 'MOVE_TO_SPAM'])).toEqual(SUCCESS);
    expect(marks()).toEqual(['BLOCK_USER', 'MOVE_TO_SPAM']);
    await moderate(['UNBLOCK_USER', 'BAN_USER']);
    expect(marks()).toEqual(['MOVE_TO_SPAM', 'BAN_USER']);
    // As client libraries write it.
    await moderate(['unban_user']);
    expect(marks()).toEqual(['MOVE_TO_SPAM']);
  });

  const tapped = async (): Promise<string | null> => {
    const { state, silence } = await graph.simulator.tap(ADA, { payload: 'BUY' });
    return state === 'not-subscribed' ? silence : null;
  };
  const GONE = refusal("(#551) This person isn't available right now.", { subcode: 1_545_041 });

  it.each([
    ['BAN_USER', 'UNBAN_USER', 'UNBLOCK_USER'],
    ['BLOCK_USER', 'UNBLOCK_USER', 'UNBAN_USER'],
  ])('%s keeps both sides from each other until %s, and not %s', async (action, undo, other) => {
    expect(await moderate([action])).toEqual(SUCCESS);
    expect(await graph.send({ message: { text: 'a' } })).toEqual(GONE);
    expect(await graph.send({ sender_action: 'typing_on' })).toEqual(GONE);
    expect(await tapped()).toBe('person-shut-out');
    await moderate([other]);
    expect(await tapped()).toBe('person-shut-out');
    await moderate([undo]);
    expect((await graph.send({ message: { text: 'a' } })).status).toBe(200);
    expect(await tapped()).not.toBe('person-shut-out');
  });

  it('opens no window for what nobody received', async () => {
    const { simulator } = graph;
    await moderate(['BAN_USER']);
    await simulator.advance(25 * 3_600_000);
    await simulator.tap(ADA, { payload: 'BUY' });
    await moderate(['UNBAN_USER']);
    const refused = await graph.send({ message: { text: 'a' } });
    expect(refused).toMatchObject({ body: { error: { code: 10 } } });
    await simulator.tap(ADA, { payload: 'BUY' });
    expect((await graph.send({ message: { text: 'a' } })).status).toBe(200);
  });

  it('MOVE_TO_SPAM keeps nobody from anybody', async () => {
    await moderate(['MOVE_TO_SPAM']);
    expect((await graph.send({ message: { text: 'a' } })).status).toBe(200);
    expect(await tapped()).not.toBe('person-shut-out');
  });

  it.each<[string, unknown, unknown, string]>([
    ['nobody', ['BAN_USER'], undefined, '(#100) The parameter user_ids is required'],
    ['no action', [], [recipient], '(#100) The parameter actions is required'],
    [
      'an unknown action',
      ['PRAISE_USER'],
      [recipient],
      '(#100) Param actions must be one of {BAN_USER, BLOCK_USER, MOVE_TO_SPAM, UNBAN_USER, UNBLOCK_USER}',
    ],
    [
      'more than 10 people',
      ['BAN_USER'],
      Array.from({ length: 11 }, () => recipient),
      '(#105) param user_ids has too many elements.',
    ],
  ])('refuses %s, and marks nobody', async (_, actions, people, message) => {
    const params = { actions, ...(people !== undefined && { user_ids: people }) };
    expect(await graph.post('me/moderate_conversations', params)).toEqual(refusal(message));
    expect(graph.simulator.conversation(ADA).moderation.size).toBe(0);
  });
});
