import { createHmac } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { isSigned } from './signature.js';

const SECRET = '0f1e2d3c4b5a69788796a5b4c3d2e1f0';
const OLD = 'ffeeddccbbaa99887766554433221100';
const body = Buffer.from(String.raw`{"text":"gr\u00fc\u00dfe 😀","url":"https:\/\/example.com"}`);
const hex = (secret: string, bytes: Uint8Array = body, algorithm = 'sha256'): string =>
  createHmac(algorithm, secret).update(bytes).digest('hex');

describe('isSigned', () => {
  it('accepts the HMAC of exactly these bytes with the app secret', () => {
    expect(isSigned(body, `sha256=${hex(SECRET)}`, [SECRET])).toBe(true);
  });

  it('accepts any of several secrets while one is rotated', () => {
    expect(isSigned(body, `sha256=${hex(OLD)}`, [SECRET, OLD])).toBe(true);
    expect(isSigned(body, `sha256=${hex(OLD)}`, [SECRET])).toBe(false);
  });

  it('refuses the signature of the same JSON in another spelling', () => {
    const rewritten = Buffer.from(JSON.stringify(JSON.parse(body.toString())));
    expect(isSigned(body, `sha256=${hex(SECRET, rewritten)}`, [SECRET])).toBe(false);
  });

  it.each([
    ['no header', undefined],
    ['an empty header', ''],
    ['an array', [`sha256=${hex(SECRET)}`]],
    ['the header twice, as Node joins it', `sha256=${hex(SECRET)}, sha256=${hex(SECRET)}`],
    ['no prefix', hex(SECRET)],
    ['SHA-1', `sha1=${hex(SECRET, body, 'sha1')}`],
    ['SHA-1 under the name of SHA-256', `sha256=${hex(SECRET, body, 'sha1')}`],
    ['upper case', `sha256=${hex(SECRET).toUpperCase()}`],
    ['63 digits', `sha256=${hex(SECRET).slice(1)}`],
    ['65 digits', `sha256=0${hex(SECRET)}`],
    ['spaces', ` sha256=${hex(SECRET)} `],
    ['a line feed at the end', `sha256=${hex(SECRET)}\n`],
    ['digits of another script', `sha256=${'٣'.repeat(64)}`],
    ['base64', `sha256=${Buffer.from(hex(SECRET), 'hex').toString('base64')}`],
    ['an unkeyed hash', `sha256=${hex('')}`],
  ])('refuses %s', (_, header) => {
    expect(isSigned(body, header, [SECRET])).toBe(false);
  });

  it('refuses a body with any one bit flipped', () => {
    const header = `sha256=${hex(SECRET)}`;
    const flips = fc.check(
      fc.property(fc.nat(body.length - 1), fc.nat(7), (at, bit) => {
        const flipped = Buffer.from(body);
        flipped.writeUInt8(flipped.readUInt8(at) ^ (1 << bit), at);
        return !isSigned(flipped, header, [SECRET]);
      }),
      { seed: 7, numRuns: 1_000 },
    );
    expect(flips.counterexample).toBeNull();
  });

  it('never throws, whatever the header', () => {
    const headers = fc.check(
      fc.property(fc.string({ unit: 'binary' }), (header) => !isSigned(body, header, [SECRET])),
      { seed: 7, numRuns: 10_000 },
    );
    expect(headers.counterexample).toBeNull();
  });
});
