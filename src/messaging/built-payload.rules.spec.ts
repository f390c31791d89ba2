import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { payload } from './payload.js';

class RemarkDto {
  text = '';
}

describe('a payload that WhatsApp would not take', () => {
  // Jest gives specs a process of their own, which gets no `warning` events.
  const warn = jest.spyOn(process, 'emitWarning');

  beforeEach(() => {
    warn.mockReset();
  });

  afterEach(() => {
    warn.mockRestore();
  });

  it('is built with one warning of what its list rows and buttons take', () => {
    const Note = payload('NOTE_{text}');
    Note.with({ text: 'x'.repeat(195) });
    expect(warn).not.toHaveBeenCalled();
    Note.with({ text: 'x'.repeat(196) });
    Note.with({ text: 'x'.repeat(300) });
    payload('REMARK', RemarkDto).with({ text: 'x'.repeat(300) });
    expect(warn.mock.calls).toEqual([
      [
        'A payload of "NOTE_{text}" has 201 characters, too many for WhatsApp: its list rows take 200. ' +
          'Keep the long part in a database and put its id into the payload, if people of that channel are to get this button.',
        { type: 'TaplineWarning', code: 'PAYLOAD_LONG' },
      ],
      [
        expect.stringContaining(
          'has 329 characters, too many for WhatsApp: its buttons take 256 and its list rows 200.',
        ),
        { type: 'TaplineWarning', code: 'PAYLOAD_LONG' },
      ],
    ]);
  });
});
