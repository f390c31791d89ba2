import { describe, expect, it } from '@jest/globals';
import { settingsFrom, type SimulatorOptions } from '../simulator.options.js';
import type { MessageContent } from './bubble.js';
import type { Conversation } from './conversation.js';
import { PersonActs } from './person-acts.js';
import { Platform } from './platform.js';
import { quickRepliesOnScreen } from './screen.js';

const NOW_MS = 1_800_000_000_000;
const BUY = { type: 'postback', title: 'Buy', payload: 'BUY_7', url: null };
const SITE = { type: 'web_url', title: 'Site', payload: null, url: 'https://shop.example/' };
const YES = { title: 'Yes', payload: 'CONFIRM_YES', imageUrl: null };
const EMPTY = { text: null, buttons: [], cards: [], media: [], template: null, quickReplies: [] };

function aChat(options: Partial<SimulatorOptions> = {}): {
  acts: PersonActs;
  chat: Conversation;
} {
  const people = [{ psid: '7', name: 'Ada' }];
  const base = { appSecret: 's', appId: '2', pages: [{ id: '1', token: 't' }], people };
  const platform = new Platform(settingsFrom({ ...base, now: () => NOW_MS, ...options }));
  return { acts: new PersonActs(platform), chat: platform.conversation('7') };
}

function pageSays(chat: Conversation, content: Partial<MessageContent>): void {
  const message = { from: 'page', kind: 'message', atMs: NOW_MS, mid: 'm_page' } as const;
  chat.add({ ...message, ...EMPTY, ...content });
}

describe('a tap', () => {
  it('is a postback of the person to the page, and a bubble of its title', () => {
    const { acts, chat } = aChat();
    expect(acts.tap(chat, { payload: 'BUY_7', title: 'Buy' })).toEqual({
      sender: { id: '7' },
      recipient: { id: '1' },
      timestamp: NOW_MS,
      postback: { mid: expect.stringMatching(/^m_/), title: 'Buy', payload: 'BUY_7' },
    });
    expect(chat.transcript).toEqual([
      {
        seq: 1,
        atMs: NOW_MS,
        from: 'person',
        kind: 'tap',
        text: 'Buy',
        payload: 'BUY_7',
        mid: null,
        media: null,
        replyTo: null,
      },
    ]);
  });

  it('never shares a timestamp with another one', () => {
    const { acts, chat } = aChat();
    const taps = [1, 2, 3].map(() => acts.tap(chat, { payload: 'A' })['timestamp']);
    expect(taps).toEqual([NOW_MS, NOW_MS + 1, NOW_MS + 2]);
  });

  it('finds a button by its title, however old, and the newest of the same title', () => {
    const { acts, chat } = aChat();
    pageSays(chat, { buttons: [{ ...BUY, payload: 'BUY_1' }] });
    pageSays(chat, {
      cards: [{ title: 'Mug', subtitle: null, imageUrl: null, buttons: [BUY] }],
    });
    pageSays(chat, { text: 'much later' });
    expect(acts.tap(chat, { button: 'Buy' })).toMatchObject({ postback: { payload: 'BUY_7' } });
    expect(acts.tap(chat, { button: 'Buy' })).toMatchObject({ postback: { payload: 'BUY_7' } });
  });

  it('on a button that is not on screen is refused with what is, and leaves no trace', () => {
    const { acts, chat } = aChat();
    pageSays(chat, { buttons: [BUY, SITE] });
    expect(() => acts.tap(chat, { button: 'Sell' })).toThrow(
      'SIMULATOR_NOT_ON_SCREEN: no button "Sell" is on screen. On screen: "Get Started", "Buy", "Site".',
    );
    expect(chat.transcript).toHaveLength(1);
  });

  it('on a link is refused, because Messenger sends nothing for it', () => {
    const { acts, chat } = aChat();
    pageSays(chat, { buttons: [SITE] });
    expect(() => acts.tap(chat, { button: 'Site' })).toThrow(
      'SIMULATOR_SENDS_NOTHING: the button "Site" is of the type web_url; only postback buttons send an event.',
    );
  });

  it.each([
    ['perTap', /^m_.{20,}/],
    ['carrier', /^m_page$/],
  ] as const)('has the mid that postbackMid "%s" asks for', (postbackMid, mid) => {
    const { acts, chat } = aChat({ postbackMid });
    pageSays(chat, { buttons: [BUY] });
    expect(acts.tap(chat, { button: 'Buy' })).toMatchObject({
      postback: { mid: expect.stringMatching(mid) },
    });
  });

  it('has no mid with postbackMid "absent"', () => {
    const { acts, chat } = aChat({ postbackMid: 'absent' });
    expect(acts.tap(chat, { payload: 'A' })['postback']).toEqual({ title: 'A', payload: 'A' });
  });
});

describe('Get Started', () => {
  it('is on screen until the person has tapped or written', () => {
    const { acts, chat } = aChat({ profile: { get_started: { payload: 'HELLO' } } });
    expect(acts.tap(chat, { button: 'Get Started' })).toMatchObject({
      postback: { title: 'Get Started', payload: 'HELLO' },
    });
    expect(() => acts.tap(chat, { button: 'Get Started' })).toThrow('On screen: nothing.');
    expect(acts.getStarted(chat)).toMatchObject({ postback: { payload: 'HELLO' } });
  });
});

describe('a quick reply', () => {
  it('is a message with the payload beside its title, and then it is gone', () => {
    const { acts, chat } = aChat();
    pageSays(chat, { text: 'Sure?', quickReplies: [YES] });
    expect(acts.quickReply(chat, { title: 'Yes' })).toMatchObject({
      message: { text: 'Yes', quick_reply: { payload: 'CONFIRM_YES' } },
    });
    expect(() => acts.quickReply(chat, { title: 'Yes' })).toThrow(
      'SIMULATOR_NOT_ON_SCREEN: no quick reply "Yes" is on screen. On screen: nothing.',
    );
  });

  it('can be chosen by payload, and forced when it is not there any more', () => {
    const { acts, chat } = aChat();
    pageSays(chat, { text: 'Sure?', quickReplies: [YES] });
    expect(() => acts.quickReply(chat, { payload: 'NO' })).toThrow('On screen: "CONFIRM_YES".');
    acts.quickReply(chat, { payload: 'CONFIRM_YES' });
    expect(acts.quickReply(chat, { payload: 'CONFIRM_YES', force: true })).toMatchObject({
      message: { text: 'CONFIRM_YES', quick_reply: { payload: 'CONFIRM_YES' } },
    });
  });

  it('vanishes with the next message of either side, not with typing dots', () => {
    const { acts, chat } = aChat();
    pageSays(chat, { text: 'Sure?', quickReplies: [YES] });
    chat.add({ from: 'page', kind: 'sender_action', atMs: NOW_MS, action: 'typing_on' });
    expect(quickRepliesOnScreen(chat)).toEqual([YES]);
    pageSays(chat, { text: 'Hello?' });
    expect(quickRepliesOnScreen(chat)).toEqual([]);
    pageSays(chat, { text: 'Sure?', quickReplies: [YES] });
    acts.say(chat, 'Yes');
    expect(quickRepliesOnScreen(chat)).toEqual([]);
  });
});

describe('arriving by a link', () => {
  const referral = { ref: 'EMAIL_MAY', source: 'SHORTLINK', type: 'OPEN_THREAD' };

  it('is told at once in a conversation that exists', () => {
    const { acts, chat } = aChat();
    acts.say(chat, 'hi');
    expect(acts.arrive(chat, { ref: 'EMAIL_MAY' })).toEqual({
      sender: { id: '7' },
      recipient: { id: '1' },
      timestamp: NOW_MS + 1,
      referral,
    });
  });

  it('waits in a new conversation and rides on the first postback, once', () => {
    const { acts, chat } = aChat();
    expect(acts.arrive(chat, { ref: 'EMAIL_MAY' })).toBeNull();
    expect(acts.getStarted(chat)).toMatchObject({ postback: { referral } });
    expect(acts.getStarted(chat)['postback']).not.toHaveProperty('referral');
  });

  it('is lost when the person writes first', () => {
    const { acts, chat } = aChat();
    acts.arrive(chat, { ref: 'EMAIL_MAY' });
    acts.say(chat, 'hi');
    expect(acts.getStarted(chat)['postback']).not.toHaveProperty('referral');
  });
});

describe('a raw event', () => {
  it('is wrapped in what Meta sends with every event', () => {
    const { acts, chat } = aChat();
    expect(acts.raw(chat, { reaction: { action: 'react' }, timestamp: 5 })).toEqual({
      sender: { id: '7' },
      recipient: { id: '1' },
      timestamp: 5,
      reaction: { action: 'react' },
    });
  });
});
