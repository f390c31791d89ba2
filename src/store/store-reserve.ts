import { open, rm, stat } from 'node:fs/promises';

const MIB = 1_048_576;
const RESERVE_BYTES = 16 * MIB;

/** Space that is set aside beside the database: on a full disk SQLite can delete nothing, because that is written, too. */
export class StoreReserve {
  private readonly path: string;

  constructor(database: string) {
    this.path = `${database}.reserve`;
  }

  /**
   * @param roomBytes how much there has to be besides
   * @returns whether there was enough; if not, nothing is taken
   */
  async setAside(roomBytes = 0): Promise<boolean> {
    const bytes = RESERVE_BYTES + roomBytes;
    if (roomBytes === 0 && (await sizeOf(this.path)) === RESERVE_BYTES) return true;
    try {
      const file = await open(this.path, 'w', 0o600);
      try {
        // Bytes that no file system leaves out or presses together.
        const block = crypto.getRandomValues(new Uint8Array(65_536));
        for (let at = 0; at < bytes; at += block.length)
          await file.write(block, 0, block.length, at);
        await file.sync();
        await file.truncate(RESERVE_BYTES);
      } finally {
        await file.close();
      }
      return true;
    } catch {
      await this.release();
      return false;
    }
  }

  /** What cannot be removed makes no room: whoever needs it finds that out. */
  async release(): Promise<void> {
    await rm(this.path, { force: true }).catch(() => undefined);
  }
}

async function sizeOf(path: string): Promise<number> {
  return stat(path).then(
    ({ size }) => size,
    () => 0,
  );
}
