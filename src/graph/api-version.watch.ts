import { Injectable, Logger } from '@nestjs/common';

/** Which version Meta answers with, and which it was asked for. */
export interface ApiVersionMismatch {
  readonly asked: string;
  readonly answered: string;
}

/**
 * Notices that Meta answers calls by another version than they ask for: it does so, without an error, when the time of a
 * version is over, and what a call means may have changed with it.
 * @see https://developers.facebook.com/docs/graph-api/guides/versioning (read 2026-11-25)
 */
@Injectable()
export class ApiVersionWatch {
  private readonly logger = new Logger(ApiVersionWatch.name);
  private last: ApiVersionMismatch | null = null;

  /** What the last answer with the header said; `null` while all is well. */
  get mismatch(): ApiVersionMismatch | null {
    return this.last;
  }

  look(asked: string, headers: Readonly<Record<string, unknown>>): void {
    const answered = headers['facebook-api-version'];
    if (typeof answered !== 'string' || !answered.startsWith('v')) return;
    if (answered === this.last?.answered) return;
    this.last = answered === asked ? null : { asked, answered: answered.slice(0, 20) };
    if (this.last) {
      this.logger.warn({
        msg: 'Meta answers by another version of Graph than META_GRAPH_VERSION: the time of that one is over',
        ...this.last,
      });
    }
  }
}
