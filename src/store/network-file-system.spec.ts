import { describe, expect, it } from '@jest/globals';
import { networkFileSystemName, networkFileSystemOf } from './network-file-system.js';

describe('a file system', () => {
  it.each([
    ['NFS', 0x6969],
    ['CIFS', 0xff534d42],
    ['CIFS', 0xff534d42 | 0], // Where the number has a sign.
    ['SMB2', 0xfe534d42],
    [null, 0xef53], // ext4
    [null, 0x01021994], // tmpfs
  ])('D16: is known as %s by its type', (name, type) => {
    expect(networkFileSystemName(type)).toBe(name);
  });

  it('D16: that is of this machine, or cannot be looked at, is none of a network', () => {
    expect([networkFileSystemOf('.'), networkFileSystemOf('/nowhere/at/all')]).toEqual([
      null,
      null,
    ]);
  });
});
