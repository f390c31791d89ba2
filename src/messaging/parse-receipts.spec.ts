import { describe, expect, it } from '@jest/globals';
import { aDeliveryItem, anItem, type WireObject } from '../../test/support/wire-samples.js';
import type { MessengerEvent } from './event.js';
import { parseItem } from './parse-item.js';

const parsed = (body: WireObject): MessengerEvent => parseItem(aDeliveryItem(anItem(body)));

describe('what phones report', () => {
  it.each<[string, WireObject, object]>([
    [
      'a delivery',
      { delivery: { mids: ['m_1', 'm_2'], watermark: 1_458_668_856_253 } },
      { kind: 'delivery', mid: null, mids: ['m_1', 'm_2'], watermarkMs: 1_458_668_856_253 },
    ],
    [
      'a delivery without mids',
      { delivery: { watermark: '1458668856253' } },
      { kind: 'delivery', mids: [], watermarkMs: 1_458_668_856_253 },
    ],
    [
      'mids that are none',
      { delivery: { mids: ['m_1', null, {}, 7] } },
      { kind: 'delivery', mids: ['m_1', '7'], watermarkMs: 0 },
    ],
    [
      'reading, by watermark',
      { read: { watermark: 1_458_668_856_253 } },
      { kind: 'read', mid: null, watermarkMs: 1_458_668_856_253 },
    ],
    [
      'reading, by mid, on Instagram',
      { read: { mid: 'm_1' } },
      { kind: 'read', mid: 'm_1', watermarkMs: 0 },
    ],
  ])('%s', (_what, body, event) => {
    expect(parsed(body)).toMatchObject(event);
  });
});

describe('what people do to a message', () => {
  it.each<[string, WireObject, object]>([
    [
      'a reaction',
      { reaction: { reaction: 'love', emoji: '❤', action: 'react', mid: 'm_1' } },
      { kind: 'reaction', mid: 'm_1', action: 'react', reaction: 'love', emoji: '❤' },
    ],
    [
      'a reaction taken back, without emoji',
      { reaction: { action: 'unreact', mid: 'm_1' } },
      { kind: 'reaction', mid: 'm_1', action: 'unreact', reaction: null, emoji: null },
    ],
    [
      'an edit',
      { message_edit: { mid: 'm_1', text: 'Where is it?', num_edit: 2 } },
      { kind: 'message_edit', mid: 'm_1', text: 'Where is it?', numEdit: 2 },
    ],
    [
      'an edit that left nothing, counted in text',
      { message_edit: { mid: 'm_1', text: '', num_edit: '3' } },
      { kind: 'message_edit', text: '', numEdit: 3 },
    ],
    [
      'an edit that says nothing',
      { message_edit: {} },
      { kind: 'message_edit', mid: null, text: null, numEdit: 0 },
    ],
  ])('%s', (_what, body, event) => {
    expect(parsed(body)).toMatchObject(event);
  });
});
