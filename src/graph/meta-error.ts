import { isJsonObject, type JsonObject } from './json-object.js';

/** Meta's error envelope, read: `{"error":{"message":…,"code":10,"error_subcode":2018278,"fbtrace_id":…}}`. */
export interface MetaError {
  readonly code: number;
  readonly subcode: number | null;
  /** Meta's English sentence, unchanged: it may hold a token. */
  readonly message: string;
  /** Meta calls it temporary. */
  readonly transient: boolean;
  readonly fbtraceId: string | null;
}

/** The error in an answer, or `null` when there is none with a code. */
export function metaErrorOf(answer: JsonObject | null): MetaError | null {
  const error = answer?.['error'];
  if (!isJsonObject(error) || typeof error['code'] !== 'number') return null;
  const { code, error_subcode: subcode, message, fbtrace_id: fbtraceId } = error;
  return {
    code,
    subcode: typeof subcode === 'number' ? subcode : null,
    message: typeof message === 'string' ? message : '',
    transient: error['is_transient'] === true,
    fbtraceId: typeof fbtraceId === 'string' ? fbtraceId : null,
  };
}
