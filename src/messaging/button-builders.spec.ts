import { describe, expect, it } from '@jest/globals';
import { askEmail, askPhoneNumber, call, link, postback, quickReply } from './button-builders.js';
import { ReplyLimitError } from './reply.errors.js';

const IMAGE = 'http://example.com/red.png';

describe('button builders', () => {
  it.each([
    [postback('Buy', 'BUY_7'), { type: 'postback', title: 'Buy', payload: 'BUY_7' }],
    [
      link('Shop', 'https://example.com/a?b=1'),
      { type: 'web_url', title: 'Shop', url: 'https://example.com/a?b=1' },
    ],
    [
      call('Call us', '+493012345'),
      { type: 'phone_number', title: 'Call us', phoneNumber: '+493012345' },
    ],
    [quickReply('Red', 'RED'), { type: 'text', title: 'Red', payload: 'RED' }],
    [
      quickReply('Red', '', { imageUrl: IMAGE }),
      { type: 'text', title: 'Red', payload: '', imageUrl: IMAGE },
    ],
    [askPhoneNumber(), { type: 'user_phone_number' }],
    [askEmail(), { type: 'user_email' }],
  ])('builds frozen plain data: %j', (button, literal) => {
    expect(button).toStrictEqual(literal);
    expect(Object.isFrozen(button)).toBe(true);
  });

  it('accepts a title of 20 characters and a payload of 1000', () => {
    expect(() => postback('t'.repeat(20), 'p'.repeat(1000))).not.toThrow();
    expect(() => quickReply('t'.repeat(20), 'p'.repeat(1000))).not.toThrow();
  });

  it.each<[string, () => unknown, Partial<ReplyLimitError>]>([
    ['an empty title', () => postback('', 'X'), { path: 'postback.title', limit: 1, actual: 0 }],
    [
      'a blank title',
      () => link(' \n', 'https://a.b'),
      { path: 'link.title', limit: 1, actual: 0 },
    ],
    [
      'a title of 21 characters',
      () => call('t'.repeat(21), '+491'),
      { path: 'call.title', limit: 20, actual: 21 },
    ],
    [
      'an emoji counted as two',
      () => postback(`${'t'.repeat(19)}😀`, 'X'),
      { path: 'postback.title', limit: 20, actual: 21 },
    ],
    [
      'a payload of 1001 characters',
      () => postback('Buy', 'p'.repeat(1001)),
      { path: 'postback.payload', limit: 1000, actual: 1001 },
    ],
    [
      'an empty payload',
      () => postback('Buy', ''),
      { path: 'postback.payload', limit: 1, actual: 0 },
    ],
    [
      'a quick reply with neither payload nor picture',
      () => quickReply('Red', ''),
      { path: 'quickReply.payload', limit: 1, actual: 0 },
    ],
    [
      'a picture that is no address',
      () => quickReply('Red', 'RED', { imageUrl: 'red.png' }),
      {
        path: 'quickReply.imageUrl',
        limit: 'an http or https address',
        actual: '"red.png"',
      },
    ],
  ])('refuses %s', (_what, build, facts) => {
    expect(build).toThrow(ReplyLimitError);
    expect(build).toThrow(expect.objectContaining(facts));
  });

  it.each(['http://example.com', 'ftp://example.com', 'javascript:alert(1)', 'example.com', ''])(
    'refuses the link "%s": Meta wants https',
    (url) => {
      expect(() => link('Shop', url)).toThrow(
        expect.objectContaining({ path: 'link.url', limit: 'an https address' }),
      );
    },
  );

  it.each(['030 12345', '+49 30 12345', '+0301234', '493012345', '+', '+1234567890123456'])(
    'refuses the phone number "%s"',
    (phoneNumber) => {
      expect(() => call('Call us', phoneNumber)).toThrow(
        expect.objectContaining({
          path: 'call.phoneNumber',
          limit: 'a phone number with country code',
        }),
      );
    },
  );
});
