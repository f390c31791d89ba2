import { describe, expect, it } from '@jest/globals';
import { card, text } from './reply-builders.js';
import { link, postback } from './button-builders.js';
import { ReplyLimitError } from './reply.errors.js';

function messageOf(build: () => unknown): string {
  try {
    build();
  } catch (error) {
    if (error instanceof ReplyLimitError) return error.message;
    throw error;
  }
  throw new Error('nothing was thrown');
}

describe('ReplyLimitError', () => {
  it('says where, by how much, what was given, and the mend', () => {
    expect(messageOf(() => postback('Add this teapot to the cart', 'ADD_7'))).toBe(
      'REPLY_LIMIT: postback.title has 27 characters, 7 more than the 20 that Messenger accepts: "Add this teapot to the cart".\n' +
        '  Shorten it, and say the rest in the text above.',
    );
  });

  it('shows 40 characters of a longer value, in one line, and no half emoji', () => {
    expect(messageOf(() => text(`line one\n${'😀'.repeat(1500)}`))).toBe(
      `REPLY_LIMIT: text has 3009 characters, 1009 more than the 2000 that Messenger accepts: "line one\\n${'😀'.repeat(31)}…".\n` +
        '  Return several replies: [text(first), text(second)].',
    );
  });

  it('says what an empty list may hold', () => {
    expect(messageOf(() => card({ title: 'Teapot', buttons: [] }))).toBe(
      'REPLY_LIMIT: cards[0].buttons is empty; Messenger wants 1 to 3 items.\n' +
        '  Fill it, or leave out what holds it.',
    );
  });

  it('says how many items are too many', () => {
    const buttons = Array.from({ length: 4 }, () => postback('Buy', 'BUY'));
    expect(messageOf(() => card({ title: 'Teapot', buttons }))).toBe(
      'REPLY_LIMIT: cards[0].buttons has 4 items, 1 more than the 3 that Messenger accepts.\n' +
        '  Use quickReplies(), which takes 13, or several cards of a carousel().',
    );
  });

  it('says which form is wanted', () => {
    expect(messageOf(() => link('Shop', 'http://example.com'))).toBe(
      'REPLY_LIMIT: link.url is not an https address: "http://example.com".\n' +
        '  Give the whole address: https://example.com/page.',
    );
  });

  it('says where a character was cut in half', () => {
    expect(messageOf(() => text('Hi \ud83d!'))).toBe(
      'REPLY_LIMIT: text holds half a character at position 3: "Hi \ufffd!".\n' +
        '  Cut text between characters, not inside an emoji: Array.from(text).slice(0, 20).join("").',
    );
  });

  it('names the type of what should have been text', () => {
    // @ts-expect-error -- plain JavaScript, or data from a shop's API, can give a number
    expect(messageOf(() => text(7))).toBe(
      'REPLY_LIMIT: text is number, not text.\n' +
        '  Give a string; check what your data holds before you build the reply.',
    );
  });

  it('has a stable code', () => {
    expect(() => text('')).toThrow(
      expect.objectContaining({ name: 'ReplyLimitError', code: 'REPLY_LIMIT' }),
    );
  });
});
