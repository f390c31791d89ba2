import { checkPayloadLength, warnAboveWhatsapp } from './built-payload.rules.js';
import { checkData } from './data-check.js';
import { PayloadBuildError } from './payload-build.errors.js';
import type { DataShape } from './payload-definition.js';

/**
 * Writes `{"action":"ADD_TO_CART",…}` without white space: every character counts toward Messenger's limit.
 * @throws PayloadBuildError
 */
export function buildJsonPayload(action: string, shape: DataShape, data: unknown): string {
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
  checkComesBack(action, shape, data, payload);
  warnAboveWhatsapp(action, payload);
  return payload;
}

function checkComesBack(action: string, shape: DataShape, data: object, payload: string): void {
  const [misfit] = checkData(shape, data, JSON.parse(payload));
  if (misfit === undefined) return;
  throw new PayloadBuildError({
    source: action,
    field: misfit.field,
    problem: `"${misfit.field}" ${misfit.problem}`,
    mend: 'Pass what the definition accepts and JSON can carry, or change the definition.',
  });
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
