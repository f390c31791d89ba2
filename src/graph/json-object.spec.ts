import { describe, expect, it } from '@jest/globals';
import { jsonObject } from './json-object.js';

describe('jsonObject', () => {
  it('reads an object', () => {
    expect(jsonObject('{"message_id":"m_1"}')).toEqual({ message_id: 'm_1' });
  });

  it.each(['', '{"message_', '<html>', '["m_1"]', 'null', '"m_1"', '7'])(
    'reads no object in %j',
    (text) => {
      expect(jsonObject(text)).toBeNull();
    },
  );
});
