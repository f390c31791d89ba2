import { describe, expect, it } from '@jest/globals';
import type { ChatBubble, PersonChatBubble } from '../../contract.js';
import { rowsOf } from './chat-rows.js';

const MINUTE_MS = 60_000;

function said(seq: number, minute: number, from: 'person' | 'page'): ChatBubble {
  const facts = { seq, atMs: minute * MINUTE_MS, text: 'x' };
  if (from === 'person') {
    const receipt = { receipt: 'delivered', seen: false, replyTo: null } as const;
    return { ...facts, from, kind: 'text', media: null, traceId: null, ...receipt };
  }
  const content = { buttons: [], cards: [], media: [], template: null, reaction: null };
  return { ...facts, from, kind: 'message', mid: 'm_1', ...content };
}

describe('rowsOf', () => {
  it('makes a run of what one side says within five minutes', () => {
    const rows = rowsOf([said(1, 0, 'page'), said(2, 1, 'page'), said(3, 7, 'page')]);
    expect(rows.map(({ startsRun, endsRun }) => [startsRun, endsRun])).toEqual([
      [true, false],
      [false, true],
      [true, true],
    ]);
  });

  it('shows the time at the start and after half an hour', () => {
    const rows = rowsOf([said(1, 0, 'page'), said(2, 29, 'person'), said(3, 59, 'page')]);
    expect(rows.map(({ showsTime }) => showsTime)).toEqual([true, false, true]);
  });

  it('ends a run at a note between its bubbles', () => {
    const note: PersonChatBubble = {
      ...(said(2, 0, 'person') as PersonChatBubble),
      kind: 'arrival',
    };
    const rows = rowsOf([said(1, 0, 'person'), note, said(3, 0, 'person')]);
    expect(rows.map(({ endsRun }) => endsRun)).toEqual([true, true, true]);
  });
});
