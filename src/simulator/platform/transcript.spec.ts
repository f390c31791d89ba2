import { describe, expect, it } from '@jest/globals';
import { UnknownMessageError } from '../simulator.errors.js';
import { settingsFrom } from '../simulator.options.js';
import type { Conversation } from './conversation.js';
import { MessageActs } from './message-acts.js';
import { PersonActs } from './person-acts.js';
import { Platform } from './platform.js';
import { bubbleShelf, Transcript } from './transcript.js';

const KEPT = 1_000;
const EMPTY = { text: null, buttons: [], cards: [], media: [], template: null, quickReplies: [] };

function aPlatform(): Platform {
  const people = ['7', '8'].map((psid) => ({ psid, name: `Ada ${psid}` }));
  const pages = [{ id: '1', token: 't' }];
  return new Platform(settingsFrom({ appSecret: 's', appId: '2', pages, people }));
}

function pageSays(chat: Conversation, number: number, text = `no ${number}`): void {
  const mid = `m_${number}`;
  chat.add({ from: 'page', kind: 'message', atMs: number, mid, ...EMPTY, text });
}

function aLongChat(): { platform: Platform; chat: Conversation } {
  const platform = aPlatform();
  const chat = platform.conversation('7');
  for (let number = 1; number <= KEPT + 2; number += 1) pageSays(chat, number);
  return { platform, chat };
}

describe('a long chat', () => {
  it('keeps its newest thousand bubbles, under their numbers', () => {
    const { chat } = aLongChat();
    expect(chat.transcript).toHaveLength(KEPT);
    expect([chat.transcript[0]?.seq, chat.lastSeq]).toEqual([3, KEPT + 2]);
    expect(chat.since(KEPT + 1)).toMatchObject([{ seq: KEPT + 2, mid: `m_${KEPT + 2}` }]);
    expect(chat.since(0)).toHaveLength(KEPT);
  });

  it('hands out what came after the person did something last', () => {
    const { chat } = aLongChat();
    chat.markRead();
    pageSays(chat, 5_000);
    expect(chat.takeMessage()).toMatchObject({ mid: 'm_5000' });
    expect(chat.takeMessage()).toBeUndefined();
    expect(chat.unreceived()).toHaveLength(KEPT);
    expect(chat.hasUnreceived()).toBe(false);
  });

  it.each([
    ['reactions', 'react' as const],
    ['answers', 'say' as const],
  ])('refuses %s to what is forgotten, and says that it is', (_, verb) => {
    const { platform, chat } = aLongChat();
    const act = (mid: string): unknown =>
      verb === 'react'
        ? new MessageActs(platform).react(chat, { mid, emoji: '👍' })
        : new PersonActs(platform).say(chat, 'that one', mid);
    expect(() => act('m_2')).toThrow(UnknownMessageError);
    expect(() => act('m_2')).toThrow(
      'SIMULATOR_UNKNOWN_MESSAGE: the conversation has no message "m_2". The newest: "m_1000", "m_1001", "m_1002". ' +
        'The oldest 2 bubbles of this long chat are forgotten.',
    );
    expect(act('m_3')).toBeDefined();
  });

  it('forgets the reactions to what it forgets', () => {
    const { platform, chat } = aLongChat();
    // The bubble of the reaction itself takes the place of the message.
    new MessageActs(platform).react(chat, { mid: 'm_3', emoji: '👍' });
    expect([chat.transcript[0]?.seq, chat.reactionTo('m_3')]).toEqual([4, null]);
  });

  it('knows when the person did something long after the bubble is forgotten', () => {
    const { platform, chat } = aLongChat();
    const acts = new PersonActs(platform);
    for (let tap = 0; tap < KEPT + 2; tap += 1) acts.tap(chat, { payload: 'A' });
    const [firstMs = 0] = chat.actsMs;
    expect(firstMs).toBeLessThan(chat.transcript[0]?.atMs ?? 0);
    expect(chat.actsMs.at(-1)).toBe(chat.transcript.at(-1)?.atMs);
    expect(chat.actsMs).toHaveLength(2);
  });
});

describe('all chats together', () => {
  const say = (transcript: Transcript, text: string): void =>
    transcript.add({ from: 'page', kind: 'message', atMs: 0, mid: text, ...EMPTY, text });

  it('keep so many characters, and the oldest bubble of all makes room', () => {
    const shelf = bubbleShelf(3_000);
    const forgotten: string[] = [];
    const [ada, ben] = ['ada', 'ben'].map(
      (name) => new Transcript(shelf, ({ seq }) => forgotten.push(`${name} ${seq}`)),
    ) as [Transcript, Transcript];
    say(ada, 'a'.repeat(500));
    say(ben, 'b'.repeat(500));
    expect(forgotten).toEqual([]);
    say(ada, 'c'.repeat(500));
    expect(forgotten).toEqual(['ada 1']);
    say(ben, 'd'.repeat(2_000));
    expect(forgotten).toEqual(['ada 1', 'ben 1', 'ada 2']);
    expect([ada.all(), ben.all().length, ben.lastSeq]).toEqual([[], 1, 2]);
  });

  it('count an edited text as long as it is now', () => {
    const shelf = bubbleShelf(3_000);
    const chat = new Transcript(shelf, () => undefined);
    say(chat, 'a');
    say(chat, 'b');
    const newest = chat.find('b');
    if (newest?.kind !== 'message') throw new Error('it is there');
    chat.replace({ ...newest, text: 'b'.repeat(3_000) });
    expect(chat.all()).toMatchObject([{ mid: 'b' }]);
  });
});
