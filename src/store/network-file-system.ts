import { statfsSync } from 'node:fs';

/** What `statfs` calls file systems whose locks other machines may not see. @see https://man7.org/linux/man-pages/man2/statfs.2.html (read 2026-11-25) */
const NETWORK: ReadonlyMap<number, string> = new Map([
  [0x6969, 'NFS'],
  [0x517b, 'SMB'],
  [0xff534d42, 'CIFS'],
  [0xfe534d42, 'SMB2'],
  [0x5346414f, 'AFS'],
  [0x00c36400, 'Ceph'],
  [0x0bd00bd0, 'Lustre'],
  [0x47504653, 'GPFS'],
  [0x7461636f, 'OCFS2'],
  [0x01161970, 'GFS2'],
]);

/** Which network's file system a folder is on; `null` for a disk of this machine, and where it cannot be told. */
export function networkFileSystemOf(folder: string): string | null {
  try {
    return networkFileSystemName(statfsSync(folder).type);
  } catch {
    return null;
  }
}

/** @param type as `statfs` gives it, on some machines as a number with a sign */
export function networkFileSystemName(type: number): string | null {
  return NETWORK.get(type >>> 0) ?? null;
}
