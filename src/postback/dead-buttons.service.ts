import { Injectable, Logger } from '@nestjs/common';
import type { Reply } from '../messaging/index.js';
import { tapsIn } from './boot-checks/declared-button.js';
import { PostbackRoutes } from './postback.routes.js';
import { redactPayload } from './redact-payload.js';
import { readPayload } from './tap-data.js';

/** Different findings that are remembered; a handler that makes up payloads must not fill the memory. */
const TOLD_MAX = 1_000;

interface HandlerName {
  readonly label: string;
  readonly place: string;
}

/** Looks at what handlers answer for buttons that no handler takes: built at run time, the boot report cannot know them. */
@Injectable()
export class DeadButtons {
  private readonly logger = new Logger(DeadButtons.name);
  private readonly told = new Set<string>();

  constructor(private readonly routes: PostbackRoutes) {}

  /** Warns once for each handler and look of a payload. The reply goes out all the same: its text may be what people need. */
  watch({ label, place }: HandlerName, replies: readonly Reply[]): void {
    for (const { kind, payload } of replies.flatMap(tapsIn)) {
      if (this.routes.set.taps.match(kind, readPayload(payload).action) !== null) continue;
      const sample = redactPayload(payload, this.routes.words);
      if (!this.isNew(JSON.stringify([label, kind, sample]))) continue;
      this.logger.warn({
        msg: 'a handler sends a button that no handler takes: its taps will be unhandled',
        handler: label,
        place,
        kind,
        sample,
      });
    }
  }

  private isNew(finding: string): boolean {
    if (this.told.has(finding) || this.told.size >= TOLD_MAX) return false;
    this.told.add(finding);
    return true;
  }
}
