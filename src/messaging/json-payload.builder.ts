import { checkPayloadLength } from './built-payload.rules.js';
import { PayloadBuildError } from './payload-build.errors.js';

/**
 * Writes `{"action":"ADD_TO_CART",…}` without white space: every character counts toward Messenger's limit.
 * @throws PayloadBuildError
 */
export function buildJsonPayload(action: string, data: unknown): string {
  if (typeof data !== 'object' || data === null || Array.isArray(data)) {
    throw new PayloadBuildError({
      source: action,
      field: null,
      problem: 'the data are not an object.',
      mend: 'Pass the fields by name, as in .with({ productId, qty: 1 }).',
    });
  }
  checkOwnAction(action, data);
  const payload = JSON.stringify({ action, ...data }, (key, value: unknown) => {
    checkIsJson(action, key, value);
    return value;
  });
  checkPayloadLength(action, payload);
  return payload;
}

function checkOwnAction(action: string, data: object): void {
  if (!('action' in data) || data.action === action) return;
  throw new PayloadBuildError({
    source: action,
    field: 'action',
    problem: 'the data bring another action.',
    mend: 'Leave it out: the definition writes its own.',
  });
}

// JSON would turn NaN into null without a word, and throw a TypeError that names no field at a bigint.
function checkIsJson(action: string, field: string, value: unknown): void {
  const fits = typeof value === 'number' ? Number.isFinite(value) : typeof value !== 'bigint';
  if (fits) return;
  throw new PayloadBuildError({
    source: action,
    field,
    problem: `JSON cannot carry the value of "${field}".`,
    mend: 'Pass a finite number, or write the value as text.',
  });
}
