import { describe, expect, it } from '@jest/globals';
import { appsecretProof } from './appsecret-proof.js';

describe('appsecretProof', () => {
  it('is the HMAC-SHA256 of the token keyed with the secret, in lower-case hex', () => {
    // RFC 4231, test case 2.
    expect(appsecretProof('what do ya want for nothing?', 'Jefe')).toBe(
      '5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843',
    );
  });
});
