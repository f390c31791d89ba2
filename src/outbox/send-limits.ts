import { Injectable } from '@nestjs/common';
import type { Pace } from './send-pace.js';

/**
 * Meta takes 300 texts and 10 sounds or videos a second from a page. A twentieth of that may come at once, and a tenth is
 * left for calls that take longer than the ones after them and so arrive together. Tests of handlers put limits in its place
 * that nobody reaches: their clock stands still.
 * @see messenger-platform.md 5.4; what it does not name (pictures, documents) counts as media
 */
@Injectable()
export class SendLimits {
  readonly text: Pace = { perSecond: 270, burst: 15 };
  readonly media: Pace = { perSecond: 9, burst: 1 };
}
