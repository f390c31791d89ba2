import type { DeliveryOrder } from '../delivery/delivery.js';
import type { FormFile } from './media-file.js';
import type { Params } from './params.js';

/** A call as it came over HTTP. */
export interface GraphRequest {
  readonly method: string;
  /** Below Graph's root, without the query: `/v26.0/me/messages`. */
  readonly path: string;
  readonly query: Params;
  readonly body: unknown;
  readonly authorization: string | undefined;
  /** A file in a `multipart/form-data` body. */
  readonly formFile?: FormFile | undefined;
}

/** A call that Graph received, with what it answered. Tokens and proofs are left out. */
export interface SentRequest {
  /** What counts: a parameter `method` overrides that of HTTP. */
  readonly method: string;
  readonly path: string;
  /** All parameters, from the query too; those that a form carries as JSON text are parsed. */
  readonly body: Params;
  readonly status: number;
  readonly answer: object;
}

export interface GraphOutcome {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: object;
  /** To be made after the answer has gone out. */
  readonly deliveries: readonly DeliveryOrder[];
}
