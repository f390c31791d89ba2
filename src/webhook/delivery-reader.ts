import { Injectable, Logger } from '@nestjs/common';
import type { Received } from '../inbox/index.js';
import { parseDelivery } from '../messaging/index.js';
import { parseJson } from './parse-json.js';

/** UTF-8 cannot spell half a pair, only JSON's escapes can. */
const SURROGATE_ESCAPE = /\\u[dD][89a-fA-F]/;

/** Reads the bytes of one request. What is signed but cannot be read is kept whole, never refused: Meta would unsubscribe the page. */
@Injectable()
export class DeliveryReader {
  private readonly logger = new Logger(DeliveryReader.name);

  read(body: Buffer): Received {
    const json = parseJson(body);
    if (!json.ok) return this.quarantine(body, json.reason, []);
    const { items, rejected } = parseDelivery(json.value, {
      mayHoldLoneSurrogates: SURROGATE_ESCAPE.test(json.text),
    });
    if (rejected.length === 0) return { items, quarantined: null };
    const reasons = rejected.map(({ path, reason }) => `${reason} at ${path || 'the top'}`);
    return this.quarantine(body, reasons.slice(0, 10).join(', '), items);
  }

  private quarantine(body: Buffer, reason: string, items: Received['items']): Received {
    this.logger.warn({
      msg: 'a signed body is quarantined',
      reason,
      bytes: body.length,
      accepted: items.length,
    });
    return { items, quarantined: { body, reason } };
  }
}
