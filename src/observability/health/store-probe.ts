import { Injectable } from '@nestjs/common';
import { probeWrite, Store } from '../../store/index.js';

/** Whether the database takes writes. */
@Injectable()
export class StoreProbe {
  constructor(private readonly store: Store) {}

  /** @throws StoreUnavailableError */
  async write(): Promise<void> {
    await this.store.transaction(probeWrite);
  }
}
