import type { Reply } from '../../messaging/index.js';

/** `GET traces?psid=&limit=` (the newest first), `GET traces/:id`: what happened to one thing that a person did. */
export interface Trace {
  /** Counts from 1 since the start. One delivery of several events has a trace for each. */
  readonly id: number;
  readonly psid: string | null;
  readonly pageId: string;
  readonly atMs: number;
  /** `postback`, `quick_reply`, `text`, `referral` … */
  readonly kind: string;
  /** What was tapped, as people see it. */
  readonly title: string;
  readonly payload: string | null;
  readonly outcome: TraceOutcome;
  readonly steps: readonly TraceStep[];
}

export type TraceOutcome =
  /** On its way, or being handled. */
  | 'pending'
  /** Meta told nobody: a field is not subscribed, the webhook did not answer. The first step says why. */
  | 'not-delivered'
  /** The event is known: nothing ran again. */
  | 'duplicate'
  | 'handled'
  | 'unhandled'
  | 'ignored'
  | 'failed';

/** In the order in which things happened. */
export type TraceStep =
  | {
      readonly kind: 'delivery';
      readonly atMs: number;
      /** The body as it was signed, byte for byte; of the last attempt. `null` when there was none. */
      readonly body: string | null;
      readonly signature: string | null;
      /** What the webhook answered to each attempt: `200`, `503`, `ECONNREFUSED`. */
      readonly attempts: readonly string[];
      /** Why Meta told nobody, in words with the mend; `null` when it did. */
      readonly silence: string | null;
    }
  | {
      readonly kind: 'stored';
      readonly atMs: number;
      readonly key: string;
      readonly isNew: boolean;
    }
  | {
      readonly kind: 'route';
      /** `null`: nobody takes it. */
      readonly winner: TraceRoute | null;
      readonly params: Readonly<Record<string, string | number>>;
      /** Routes that match and lose, or that begin alike, with the reason. */
      readonly others: readonly (TraceRoute & { readonly reason: string })[];
    }
  | {
      readonly kind: 'handler';
      readonly handler: string;
      readonly durationMs: number;
      /** What it threw; `null` when it ended well. */
      readonly error: string | null;
      /** When it is tried again, in milliseconds since 1970; what the person does meanwhile waits. `null` when it is not. */
      readonly retryAtMs: number | null;
    }
  | { readonly kind: 'replies'; readonly replies: readonly Reply[] }
  | {
      readonly kind: 'graph';
      readonly atMs: number;
      readonly method: string;
      readonly path: string;
      /** Without tokens and proofs. */
      readonly body: unknown;
      /** 0 when no answer came. */
      readonly status: number;
      readonly answer: unknown;
    }
  | { readonly kind: 'echo'; readonly atMs: number; readonly mid: string };

export interface TraceRoute {
  readonly pattern: string;
  readonly handler: string;
  readonly place: string;
}

/** `POST traces/:id/replay`: the same event once more. `GET traces/:id/curl`, `GET traces/:id/test`: as text to copy. */
export interface Replayed {
  readonly traceId: number;
}
