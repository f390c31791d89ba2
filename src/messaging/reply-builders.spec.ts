import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { askEmail, postback, quickReply } from './button-builders.js';
import {
  PAGE_INBOX_APP_ID,
  audio,
  buttons,
  card,
  carousel,
  file,
  handover,
  image,
  media,
  quickReplies,
  seen,
  stopTyping,
  text,
  typing,
  video,
  withPolicy,
} from './reply-builders.js';
import type { SendPolicy, Button, Card } from './reply.js';
import { ReplyLimitError } from './reply.errors.js';

const BUY: Button = { type: 'postback', title: 'Buy', payload: 'BUY_7' };
const RED = { type: 'text', title: 'Red', payload: 'RED' } as const;
const URL = 'https://example.com/a.png';

const times = <T>(count: number, item: T): T[] => Array.from({ length: count }, () => item);

describe('reply builders', () => {
  it.each([
    [text('Hello'), { kind: 'text', text: 'Hello' }],
    [buttons('Well?', [BUY]), { kind: 'buttons', text: 'Well?', buttons: [BUY] }],
    [
      card({ title: 'Teapot', buttons: [BUY] }),
      { kind: 'carousel', cards: [{ title: 'Teapot', buttons: [BUY] }] },
    ],
    [
      carousel([
        { title: 'Teapot', subtitle: '24 EUR' },
        { title: 'Cup', imageUrl: URL, defaultUrl: URL },
      ]),
      {
        kind: 'carousel',
        cards: [
          { title: 'Teapot', subtitle: '24 EUR' },
          { title: 'Cup', imageUrl: URL, defaultUrl: URL },
        ],
      },
    ],
    [image(URL), { kind: 'media', mediaType: 'image', source: { url: URL } }],
    [video(URL), { kind: 'media', mediaType: 'video', source: { url: URL } }],
    [audio(URL), { kind: 'media', mediaType: 'audio', source: { url: URL } }],
    [file(URL), { kind: 'media', mediaType: 'file', source: { url: URL } }],
    [
      media('file', { attachmentId: '1857777774821032' }),
      { kind: 'media', mediaType: 'file', source: { attachmentId: '1857777774821032' } },
    ],
    [withPolicy('atMostOnce', '4711'), { kind: 'text', text: '4711', policy: 'atMostOnce' }],
    [
      withPolicy('ask', quickReplies('Colour?', [RED])),
      { kind: 'text', text: 'Colour?', quickReplies: [RED], policy: 'ask' },
    ],
    [quickReplies('Colour?', [RED]), { kind: 'text', text: 'Colour?', quickReplies: [RED] }],
    [
      quickReplies(image(URL), [RED]),
      { kind: 'media', mediaType: 'image', source: { url: URL }, quickReplies: [RED] },
    ],
    [typing(), { kind: 'sender_action', action: 'typing_on' }],
    [stopTyping(), { kind: 'sender_action', action: 'typing_off' }],
    [seen(), { kind: 'sender_action', action: 'mark_seen' }],
    [handover(), { kind: 'handover', targetAppId: PAGE_INBOX_APP_ID }],
    [
      handover({ to: '123', metadata: 'angry' }),
      { kind: 'handover', targetAppId: '123', metadata: 'angry' },
    ],
  ])('builds plain data that equals a literal: %j', (reply, literal) => {
    expect(reply).toStrictEqual(literal);
    expect(Object.isFrozen(reply)).toBe(true);
  });

  it('freezes a copy to the last button and leaves what it was given alone', () => {
    const given = { title: 'Teapot', buttons: [{ ...BUY }] };
    const reply = card(given);
    expect(Object.isFrozen(reply.cards)).toBe(true);
    expect(Object.isFrozen(reply.cards[0]?.buttons?.[0])).toBe(true);
    given.title = 'Cup';
    given.buttons.push(BUY);
    expect(reply).toEqual(card({ title: 'Teapot', buttons: [BUY] }));
  });

  it('keeps the quick replies that a reply already has', () => {
    expect(quickReplies(quickReplies('Colour?', [RED]), [askEmail()]).quickReplies).toEqual([
      RED,
      askEmail(),
    ]);
  });

  it.each<[string, () => unknown]>([
    ['a text of 2000 characters', () => text('x'.repeat(2000))],
    ['a text of 640 characters above buttons', () => buttons('x'.repeat(640), times(3, BUY))],
    ['10 cards', () => carousel(times(10, { title: 't'.repeat(80), subtitle: 's'.repeat(80) }))],
    ['13 quick replies', () => quickReplies('?', times(13, RED))],
    ['a picture over plain http, which Meta fetches', () => image('http://example.com/a.png')],
    ['a note of 1000 characters', () => handover({ metadata: 'm'.repeat(1000) })],
  ])('accepts %s', (_what, build) => {
    expect(build).not.toThrow();
  });

  it.each<[string, () => unknown, Partial<ReplyLimitError>]>([
    ['an empty text', () => text(''), { path: 'text', limit: 1, actual: 0 }],
    ['a blank text', () => text(' \n\t'), { path: 'text', limit: 1, actual: 0 }],
    ['a long text', () => text('x'.repeat(2001)), { path: 'text', limit: 2000, actual: 2001 }],
    [
      'a long text above buttons',
      () => buttons('x'.repeat(641), [BUY]),
      { path: 'text', limit: 640, actual: 641 },
    ],
    ['no buttons', () => buttons('?', []), { path: 'buttons', limit: 1, actual: 0 }],
    ['4 buttons', () => buttons('?', times(4, BUY)), { path: 'buttons', limit: 3, actual: 4 }],
    [
      'a long title in a literal button',
      () => buttons('?', [BUY, { ...BUY, title: 't'.repeat(21) }]),
      { path: 'buttons[1].title', limit: 20, actual: 21 },
    ],
    ['no cards', () => carousel([]), { path: 'cards', limit: 1, actual: 0 }],
    [
      '11 cards',
      () => carousel(times(11, { title: 'Teapot', subtitle: 'S' })),
      { path: 'cards', limit: 10, actual: 11 },
    ],
    [
      'a card with a title only',
      () => card({ title: 'Teapot' }),
      { path: 'cards[0]', limit: 'a title and something more' },
    ],
    [
      'a card without a title',
      () => card({ title: '', subtitle: 'S' }),
      { path: 'cards[0].title', limit: 1, actual: 0 },
    ],
    [
      'a long title of the second card',
      () =>
        carousel([
          { title: 'A', subtitle: 'S' },
          { title: 't'.repeat(81), subtitle: 'S' },
        ]),
      { path: 'cards[1].title', limit: 80, actual: 81 },
    ],
    [
      'a long subtitle',
      () => card({ title: 'A', subtitle: 's'.repeat(81) }),
      { path: 'cards[0].subtitle', limit: 80, actual: 81 },
    ],
    [
      'a card that opens plain http',
      () => card({ title: 'A', defaultUrl: 'http://example.com' }),
      { path: 'cards[0].defaultUrl', limit: 'an https address' },
    ],
    [
      'a card whose picture is no address',
      () => card({ title: 'A', imageUrl: 'data:image/png;base64,AA' }),
      { path: 'cards[0].imageUrl', limit: 'an http or https address' },
    ],
    [
      'a bad button of a card',
      () => card({ title: 'A', buttons: [{ type: 'postback', title: 'Buy', payload: '' }] }),
      { path: 'cards[0].buttons[0].payload', limit: 1, actual: 0 },
    ],
    [
      'a file that is no address',
      () => file('C:\\invoice.pdf'),
      { path: 'source.url', limit: 'an http or https address' },
    ],
    [
      'an attachment id that is none',
      () => media('image', { attachmentId: 'a.png' }),
      { path: 'source.attachmentId', limit: 'an id of digits', actual: '"a.png"' },
    ],
    [
      '14 quick replies',
      () => quickReplies('?', times(14, RED)),
      { path: 'quickReplies', limit: 13, actual: 14 },
    ],
    [
      'no quick replies',
      () => quickReplies('?', []),
      { path: 'quickReplies', limit: 1, actual: 0 },
    ],
    [
      'a bad literal quick reply',
      () => quickReplies('?', [RED, { ...RED, payload: '' }]),
      { path: 'quickReplies[1].payload', limit: 1, actual: 0 },
    ],
    [
      'a policy that there is not',
      () => withPolicy(JSON.parse('"never"') as SendPolicy, text('Hi')),
      { path: 'policy', limit: 'one of "atLeastOnce", "atMostOnce", "ask"', actual: '"never"' },
    ],
    [
      'an app id that is none',
      () => handover({ to: 'inbox' }),
      { path: 'targetAppId', limit: 'an id of digits' },
    ],
    [
      'a long note for the other app',
      () => handover({ metadata: 'm'.repeat(1001) }),
      { path: 'metadata', limit: 1000, actual: 1001 },
    ],
  ])('refuses %s', (_what, build, facts) => {
    expect(build).toThrow(ReplyLimitError);
    expect(build).toThrow(expect.objectContaining(facts));
  });

  it.each<[string, () => unknown]>([
    ['a text', () => text('\ud83d')],
    ['a title', () => postback('\ude00', 'X')],
    ['a payload', () => quickReply('X', 'a\ud83d')],
    ['a subtitle', () => card({ title: 'A', subtitle: '\ud83d\ud83d' } satisfies Card)],
  ])('refuses half a character in %s', (_what, build) => {
    expect(build).toThrow(expect.objectContaining({ limit: 'well-formed text' }));
  });

  it('refuses a kind of reply that got past the compiler', () => {
    // @ts-expect-error -- plain JavaScript, or data from a store, can say so
    expect(() => quickReplies({ kind: 'poem' }, [RED])).toThrow(
      new TypeError('Tapline knows no such reply. Build it with the functions of messaging.'),
    );
  });

  it('accepts exactly the texts of 1 to 2000 UTF-16 units that are well-formed and not blank', () => {
    const anyText = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 50 }),
      fc.string({ unit: 'grapheme', minLength: 900, maxLength: 1100 }),
      fc
        .array(fc.integer({ min: 0xd7ff, max: 0xe000 }), { maxLength: 20 })
        .map((units) => String.fromCharCode(...units)),
      fc.integer({ min: 1990, max: 2010 }).map((length) => 'x'.repeat(length)),
    );
    fc.assert(
      fc.property(anyText, (content) => {
        const fits = content.trim() !== '' && content.length <= 2000 && encodesWithoutLoss(content);
        expect(accepts(() => text(content))).toBe(fits);
      }),
      { seed: 20261123, numRuns: 500 },
    );
  });
});

function accepts(build: () => unknown): boolean {
  try {
    build();
    return true;
  } catch (error) {
    if (error instanceof ReplyLimitError) return false;
    throw error;
  }
}

function encodesWithoutLoss(value: string): boolean {
  return (
    new TextDecoder('utf-8', { ignoreBOM: true }).decode(new TextEncoder().encode(value)) === value
  );
}
