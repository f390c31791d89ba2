import { newTraceId } from '../platform/ids.js';

/** What Graph says when it refuses. The messages are Meta's own, see messenger-platform.md section 9.3, unless marked. */
export class GraphError extends Error {
  constructor(
    message: string,
    readonly code: number,
    readonly subcode: number | null = null,
    readonly type: 'OAuthException' | 'GraphMethodException' = 'OAuthException',
    /** Meta calls it temporary. */
    readonly transient = false,
  ) {
    super(message);
    this.name = 'GraphError';
  }

  /** Meta's envelope, with a new trace id each time. */
  toBody(): object {
    const { message, type, code, subcode } = this;
    const sub = subcode === null ? {} : { error_subcode: subcode };
    const temporary = this.transient ? { is_transient: true } : {};
    return { error: { message, type, code, ...sub, ...temporary, fbtrace_id: newTraceId() } };
  }
}

/** The HTTP status that a refusal comes with: Meta documents none per code; these were seen. */
export function statusOf({ code }: GraphError, forbiddenStatus: 400 | 403): number {
  if (code === 1 || code === 2) return 500;
  return [10, 200, 230].includes(code) ? forbiddenStatus : 400;
}

/** A parameter is wrong: code 100, and Meta's `(#100) ` before the text. */
export function invalidParameter(text: string, subcode: number | null = null): GraphError {
  return new GraphError(`(#100) ${text}`, 100, subcode);
}

export function tooMany(parameter: string): GraphError {
  return new GraphError(`(#105) param ${parameter} has too many elements.`, 105);
}

export function tooFew(parameter: string): GraphError {
  return new GraphError(`(#194) param ${parameter} has too few elements.`, 194);
}

export function mustBeNonEmpty(parameter: string): GraphError {
  return invalidParameter(`param ${parameter} must be non-empty.`);
}

export function isRequired(parameter: string): GraphError {
  return invalidParameter(`The parameter ${parameter} is required`);
}

export function mustBeText(parameter: string): GraphError {
  return invalidParameter(`Param ${parameter} must be a non-empty UTF-8 encoded string`);
}

export function mustBeOneOf(parameter: string, values: readonly string[]): GraphError {
  return invalidParameter(`Param ${parameter} must be one of {${values.join(', ')}}`);
}
