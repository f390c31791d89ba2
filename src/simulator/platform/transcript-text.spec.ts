import { describe, expect, it } from '@jest/globals';
import type { Bubble, MessageContent } from './bubble.js';
import { transcriptText } from './transcript-text.js';

const EMPTY = { text: null, buttons: [], cards: [], media: [], template: null, quickReplies: [] };
const BUY = { type: 'postback', title: 'Buy', payload: 'BUY_7', url: null };
const SITE = { type: 'web_url', title: 'Site', payload: null, url: 'https://shop.example/' };

function page(seq: number, content: Partial<MessageContent>): Bubble {
  return { seq, atMs: 0, from: 'page', kind: 'message', mid: 'm_1', ...EMPTY, ...content };
}

function person(
  kind: 'text' | 'tap' | 'arrival' | 'attachment' | 'reaction',
  text: string,
): Bubble {
  const nothing = { payload: null, mid: null, media: null, replyTo: null };
  return { seq: 1, atMs: 0, from: 'person', kind, text, ...nothing };
}

describe('transcriptText', () => {
  it('shows one line a bubble, and quick replies only while they can be tapped', () => {
    const quickReplies = [
      { title: 'Help', payload: 'H', imageUrl: null },
      { title: 'Later', payload: 'L', imageUrl: null },
    ];
    const bubbles = [
      person('arrival', 'EMAIL_MAY'),
      person('tap', 'Get Started'),
      page(3, { text: 'Old', quickReplies }),
      { seq: 4, atMs: 0, from: 'page', kind: 'sender_action', action: 'typing_on' } as const,
      page(5, { text: 'Hi Ada', buttons: [BUY, SITE], quickReplies }),
      person('text', 'thanks'),
      person('attachment', 'image https://shop.example/mug.png'),
      person('reaction', '❤'),
      person('reaction', ''),
    ];
    expect(transcriptText(bubbles, 'Ada', 5)).toBe(
      [
        'Ada   > (arrived by link, ref EMAIL_MAY)',
        'Ada   > [Get Started]',
        'Page  < Old',
        'Page  < (typing_on)',
        'Page  < Hi Ada [Buy] [Site](https://shop.example/) (quick replies: [Help] [Later])',
        'Ada   > thanks',
        'Ada   > (sent image https://shop.example/mug.png)',
        'Ada   > (reacted ❤)',
        'Ada   > (took a reaction back)',
        '',
      ].join('\n'),
    );
  });

  it('shows cards, media and templates it does not draw', () => {
    const cards = [
      { title: 'Mug', subtitle: '12 €', imageUrl: null, buttons: [BUY] },
      { title: 'Cap', subtitle: null, imageUrl: null, buttons: [] },
    ];
    const media = [{ type: 'image', source: 'https://shop.example/mug.png' }];
    const bubbles = [page(1, { cards }), page(2, { media }), page(3, { template: 'receipt' })];
    expect(transcriptText(bubbles, 'Marguerite', null)).toBe(
      [
        'Page        < Mug: 12 € [Buy] | Cap',
        'Page        < (image https://shop.example/mug.png)',
        'Page        < (receipt template)',
        '',
      ].join('\n'),
    );
  });

  it('shows control characters as escapes, so that no text steers the terminal', () => {
    const text = 'a\nPage  < b\r\u001b[2J\u009b\u202e\u2028';
    expect(transcriptText([person('text', text)], 'A\u0007', null)).toBe(
      String.raw`A\u0007    > a\nPage  < b\u000d\u001b[2J\u009b\u202e\u2028` + '\n',
    );
  });
});
