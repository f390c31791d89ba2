import { describe, expect, it } from '@jest/globals';
import { withoutSecrets } from './without-secrets.js';

const TOKEN = 'short';

describe('withoutSecrets', () => {
  it.each([
    ['(#10) outside of allowed window', '(#10) outside of allowed window'],
    ['Bad token short, really short.', 'Bad token [removed], really [removed].'],
    ['Malformed access token EAAGm0PX4ZCps1', 'Malformed access token [removed]'],
    [`Cannot parse ${'aB3_'.repeat(8)}!`, 'Cannot parse [removed]!'],
    ['See 200000000000002|secret1234567890AB', 'See [removed]'],
    ['Object 24912345678901 does not exist', 'Object [id] does not exist'],
    ['(#100) 2018001 stays', '(#100) 2018001 stays'],
    ['two\r\nlines\u001b[31m', 'two lines [31m'],
  ])('turns %j into %j', (text, safe) => {
    expect(withoutSecrets(text, [TOKEN])).toBe(safe);
  });

  it('keeps 300 characters at most', () => {
    expect(withoutSecrets('no ok '.repeat(1000), [TOKEN])).toHaveLength(300);
  });
});
