import { describe, expect, it } from '@jest/globals';
import { settingsFrom } from '../simulator.options.js';
import type { Conversation } from './conversation.js';
import { MessageActs } from './message-acts.js';
import { PersonActs } from './person-acts.js';
import { Platform } from './platform.js';
import { quickRepliesOnScreen } from './screen.js';

const NOW_MS = 1_800_000_000_000;
const ENVELOPE = { sender: { id: '7' }, recipient: { id: '1' } };

function aChat(): { acts: PersonActs; on: MessageActs; chat: Conversation } {
  const people = [{ psid: '7', name: 'Ada' }];
  const pages = [{ id: '1', token: 't' }];
  const settings = settingsFrom({ appSecret: 's', appId: '2', pages, people, now: () => NOW_MS });
  const platform = new Platform(settings);
  const chat = platform.conversation('7');
  return { acts: new PersonActs(platform), on: new MessageActs(platform), chat };
}

function pageSays(chat: Conversation, mid: string): void {
  const nothing = { text: null, buttons: [], cards: [], media: [], template: null };
  const quickReplies = [{ title: 'Yes', payload: 'YES', imageUrl: null }];
  const message = { from: 'page', kind: 'message', atMs: NOW_MS, mid } as const;
  chat.add({ ...message, ...nothing, quickReplies });
}

/** The id of what the person wrote last. */
function lastMid(chat: Conversation): string {
  const bubble = chat.transcript.at(-1);
  return bubble !== undefined && 'mid' in bubble ? (bubble.mid ?? '') : '';
}

describe('a file', () => {
  it('is a message with an attachment, and a bubble that shows it', () => {
    const { on, chat } = aChat();
    const url = 'https://shop.example/mug.png';
    expect(on.attach(chat, { type: 'image', url })).toEqual({
      ...ENVELOPE,
      timestamp: NOW_MS,
      message: {
        mid: lastMid(chat),
        attachments: [{ type: 'image', payload: { url } }],
      },
    });
    expect(chat.transcript).toMatchObject([
      { kind: 'attachment', media: { type: 'image', source: url }, seq: 1 },
    ]);
  });
});

describe('an answer to a message', () => {
  it.each([
    ["the page's", 'm_page', false],
    ["the person's own", '', true],
  ])('quotes %s by its mid', (_, ofPage, isSelf) => {
    const { acts, chat } = aChat();
    pageSays(chat, 'm_page');
    acts.say(chat, 'hi');
    const mid = ofPage || lastMid(chat);
    expect(acts.say(chat, 'this one', mid)).toMatchObject({
      message: { text: 'this one', reply_to: { mid, is_self_reply: isSelf } },
    });
    expect(chat.transcript.at(-1)).toMatchObject({ text: 'this one', replyTo: mid });
  });

  it('is refused where there is no such message, and leaves no trace', () => {
    const { acts, chat } = aChat();
    pageSays(chat, 'm_page');
    expect(() => acts.say(chat, 'what?', 'm_9')).toThrow(
      'SIMULATOR_UNKNOWN_MESSAGE: the conversation has no message "m_9". The newest: "m_page".',
    );
    expect(chat.transcript).toHaveLength(1);
  });
});

describe('a reaction', () => {
  it.each([
    ['❤', 'love'],
    ['❤️', 'love'],
    ['👍', 'like'],
    ['😆', 'smile'],
    ['🦊', 'other'],
  ])('%s is called %s, and the quick replies stay', (emoji, reaction) => {
    const { on, chat } = aChat();
    pageSays(chat, 'm_page');
    expect(on.react(chat, { mid: 'm_page', emoji })).toEqual({
      ...ENVELOPE,
      timestamp: NOW_MS,
      reaction: { reaction, emoji, action: 'react', mid: 'm_page' },
    });
    expect(chat.reactionTo('m_page')).toBe(emoji);
    expect(quickRepliesOnScreen(chat)).toHaveLength(1);
  });

  it('can be taken back, without the emoji', () => {
    const { on, chat } = aChat();
    pageSays(chat, 'm_page');
    on.react(chat, { mid: 'm_page', emoji: '😢' });
    expect(on.react(chat, { mid: 'm_page', emoji: null })['reaction']).toEqual({
      reaction: 'sad',
      action: 'unreact',
      mid: 'm_page',
    });
    expect(chat.reactionTo('m_page')).toBeNull();
  });

  it('is to a message that is there', () => {
    const { on, chat } = aChat();
    expect(() => on.react(chat, { mid: 'm_9', emoji: '👍' })).toThrow('SIMULATOR_UNKNOWN_MESSAGE');
  });
});

describe('an edit', () => {
  it('counts, changes what the bubble reads and opens no window', () => {
    const { acts, on, chat } = aChat();
    acts.say(chat, 'helo');
    const mid = lastMid(chat);
    chat.lastActMs = 1;
    expect(on.edit(chat, { mid, text: 'hello' })).toMatchObject({
      ...ENVELOPE,
      message_edit: { mid, text: 'hello', num_edit: 1 },
    });
    expect(on.edit(chat, { mid, text: 'hello!' })).toMatchObject({
      message_edit: { num_edit: 2 },
    });
    expect(chat.transcript[0]).toMatchObject({ seq: 1, text: 'hello!' });
    expect(chat.lastActMs).toBe(1);
  });

  it('is refused after the fifth', () => {
    const { acts, on, chat } = aChat();
    acts.say(chat, 'a');
    const mid = lastMid(chat);
    for (const text of ['b', 'c', 'd', 'e', 'f']) on.edit(chat, { mid, text });
    expect(() => on.edit(chat, { mid, text: 'g' })).toThrow(
      `SIMULATOR_EDIT_REFUSED: ${mid} was edited 5 times, and Messenger allows no more.`,
    );
  });

  it('is for texts of their own', () => {
    const { on, chat } = aChat();
    pageSays(chat, 'm_page');
    expect(() => on.edit(chat, { mid: 'm_page', text: 'mine now' })).toThrow(
      'SIMULATOR_EDIT_REFUSED: people can edit their own texts only, and m_page is none.',
    );
  });
});

describe('receipts', () => {
  it('tell each message that arrived once, without a timestamp', () => {
    const { on, chat } = aChat();
    pageSays(chat, 'm_1');
    pageSays(chat, 'm_2');
    expect(on.received(chat)).toEqual({
      ...ENVELOPE,
      delivery: { mids: ['m_1', 'm_2'], watermark: NOW_MS },
    });
    pageSays(chat, 'm_3');
    expect(on.received(chat)).toMatchObject({ delivery: { mids: ['m_3'] } });
  });

  it('tell up to when the person has read', () => {
    const { on, chat } = aChat();
    expect(on.read(chat)).toEqual({
      ...ENVELOPE,
      timestamp: NOW_MS,
      read: { watermark: NOW_MS },
    });
    expect(chat.transcript).toEqual([]);
  });
});

describe('a raw event', () => {
  it('may be as deep as PHP can write, and no deeper', () => {
    const { acts, chat } = aChat();
    const nested = (levels: number): unknown =>
      Array.from({ length: levels }).reduce<unknown>((inner) => [inner], 'x');
    expect(acts.raw(chat, { optin: nested(500) })).toHaveProperty('optin');
    expect(() => acts.raw(chat, { optin: nested(50_000) })).toThrow(
      'SIMULATOR_ITEM_TOO_DEEP: the event is nested deeper than 512 levels, which Meta cannot write. Flatten it.',
    );
    expect(chat.transcript).toHaveLength(1);
  });
});
