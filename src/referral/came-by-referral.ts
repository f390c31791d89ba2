import { Injectable, type OnModuleInit } from '@nestjs/common';
import { Store } from '../store/index.js';
import type { AttributionTables } from './attribution.tables.js';

/** One bit for each hash. Of a million people who came, 6 in 100 others are taken for one of them. */
const HASH_BITS = 24;
const ROWS_AT_ONCE = 10_000;

/**
 * Knows without a statement who came by a link or an ad, so that the taps of all others cost none. It may say yes of somebody
 * who did not, never no of somebody who did: whoever asks writes by a statement that looks again. Always 2 MiB.
 * Complete once `onModuleInit` hooks have run; the inbox begins after that.
 */
@Injectable()
export class CameByReferral implements OnModuleInit {
  private readonly bits = new Uint8Array(2 ** HASH_BITS / 8);

  constructor(private readonly store: Store) {}

  async onModuleInit(): Promise<void> {
    let last: string | undefined = '';
    while (last !== undefined) {
      const known = await this.after(last);
      for (const conversation of known) this.add(conversation);
      last = known.length < ROWS_AT_ONCE ? undefined : known.at(-1);
    }
  }

  /** @param conversation `channel:pageId:userId` */
  add(conversation: string): void {
    const hash = hashOf(conversation);
    this.bits[hash >>> 3] = (this.bits[hash >>> 3] ?? 0) | (1 << (hash & 7));
  }

  has(conversation: string): boolean {
    const hash = hashOf(conversation);
    return ((this.bits[hash >>> 3] ?? 0) & (1 << (hash & 7))) !== 0;
  }

  private async after(conversation: string): Promise<readonly string[]> {
    const rows = await this.store
      .tables<AttributionTables>()
      .selectFrom('referral_touches')
      .select('conversation')
      .where('conversation', '>', conversation)
      .orderBy('conversation')
      .limit(ROWS_AT_ONCE)
      .execute();
    return rows.map((row) => row.conversation);
  }
}

/** FNV-1a, folded to {@link HASH_BITS}. */
function hashOf(text: string): number {
  let hash = 0x811c9dc5;
  for (let at = 0; at < text.length; at += 1)
    hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  return ((hash >>> HASH_BITS) ^ hash) & (2 ** HASH_BITS - 1);
}
