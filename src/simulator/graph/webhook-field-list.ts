import type { Platform } from '../platform/platform.js';
import { WEBHOOK_FIELDS } from '../platform/webhook-fields.js';
import { isRequired, mustBeOneOf } from './graph-error.js';
import { namesIn } from './params.js';

/** Fields that something subscribes to. @param parameter for error messages */
export function webhookFieldsIn(
  value: unknown,
  parameter: string,
  { settings }: Platform,
): readonly string[] {
  const fields = namesIn(value);
  if (fields.length === 0) throw isRequired(parameter);
  if (
    settings.unknownFields === 'accept' ||
    fields.every((field) => WEBHOOK_FIELDS.includes(field))
  )
    return fields;
  throw mustBeOneOf(parameter, WEBHOOK_FIELDS);
}
