import { assertNever } from './assert-never.js';
import { checkPayloadLength, warnAboveWhatsapp } from './built-payload.rules.js';
import { PayloadBuildError } from './payload-build.errors.js';
import type { PayloadPattern } from './payload-pattern.js';
import type { PatternHole, PatternSegment } from './pattern-segment.js';
import type { Params } from './tap.js';

const LONE_SURROGATE = /\p{Surrogate}/u;

/** Who would get a payload in the place of the definition that built it. */
interface Rivals {
  takerOf(payload: string): PayloadPattern | null;
}

/**
 * Puts params into the holes of a pattern. What it returns matches the pattern with these very params.
 * @throws PayloadBuildError
 */
export function buildTextPayload(pattern: PayloadPattern, params: Params, rivals: Rivals): string {
  const { source } = pattern;
  const payload = pattern.segments.map((segment) => textOf(source, segment, params)).join('');
  checkPayloadLength(source, payload);
  checkIsNoJsonPayload(source, payload);
  checkComesBack(pattern, params, payload);
  checkIsOurs(pattern, payload, rivals);
  warnAboveWhatsapp(source, payload);
  return payload;
}

function textOf(source: string, segment: PatternSegment, params: Params): string {
  if (segment.kind === 'text') return segment.text;
  if (segment.kind === 'star') {
    throw new PayloadBuildError({
      source,
      field: null,
      problem: 'its * leaves open what stands there.',
      mend: 'Give the place a name, as in {name}, or define the payload of this button on its own.',
    });
  }
  const value = params[segment.name];
  const wanted = misfit(segment, value);
  if (wanted === null) return String(value);
  throw new PayloadBuildError({
    source,
    field: segment.name,
    problem: `the value of {${segment.name}} is not ${wanted}.`,
    mend: 'Pass a value that fits, or change the pattern.',
  });
}

/** What the hole wants, when `value` is not that. */
function misfit(hole: PatternHole, value: unknown): string | null {
  switch (hole.kind) {
    case 'string':
      return isText(value) ? null : 'a text of at least one whole character';
    case 'int':
      return isCount(value) ? null : 'a whole number from 0 to 2^53 - 1';
    case 'choice':
      return hole.choices.some((choice) => choice === value)
        ? null
        : `one of ${hole.choices.map((choice) => JSON.stringify(choice)).join(', ')}`;
    default:
      return assertNever(hole, 'hole');
  }
}

// Half of a surrogate pair does not survive the way to Meta: it becomes U+FFFD.
function isText(value: unknown): boolean {
  return typeof value === 'string' && value !== '' && !LONE_SURROGATE.test(value);
}

function isCount(value: unknown): boolean {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0;
}

function checkIsNoJsonPayload(source: string, payload: string): void {
  if (!hasAction(payload)) return;
  throw new PayloadBuildError({
    source,
    field: null,
    problem: 'it would be read as JSON and routed by its action, not by this pattern.',
    mend: 'Let the pattern begin with a text of its own, or define the action: payload(action, DataDto).',
  });
}

/** Whether a payload is JSON with a string `action`. Tolerates more white space than JSON does. */
function hasAction(payload: string): boolean {
  const text = payload.trim();
  if (!text.startsWith('{')) return false;
  try {
    const value: unknown = JSON.parse(text);
    return value instanceof Object && 'action' in value && typeof value.action === 'string';
  } catch {
    return false;
  }
}

function checkComesBack(pattern: PayloadPattern, params: Params, payload: string): void {
  const back = pattern.match(payload);
  const lost = pattern.segments.find(
    (segment) => 'name' in segment && back?.[segment.name] !== params[segment.name],
  );
  if (lost === undefined || !('name' in lost)) return;
  throw new PayloadBuildError({
    source: pattern.source,
    field: lost.name,
    problem: `the payload would be split elsewhere, and {${lost.name}} would come back as another value.`,
    mend: 'Keep the text that follows a hole out of its value, or separate the holes by a text that no value contains.',
  });
}

function checkIsOurs({ source }: PayloadPattern, payload: string, rivals: Rivals): void {
  const taker = rivals.takerOf(payload);
  if (taker === null) return;
  throw new PayloadBuildError({
    source,
    field: null,
    problem: `with these values it would be taken by the definition ${JSON.stringify(taker.source)}, which matches it better.`,
    mend: 'Pass other values, or change one of the two patterns so that no payload fits both.',
  });
}
