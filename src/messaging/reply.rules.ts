import { ReplyLimitError } from './reply.errors.js';

/** How much of a value an error shows. */
const EXCERPT_CHARS = 40;
const LONE_SURROGATE = /\p{Surrogate}/gu;
/** E.164: a country code never begins with 0, 15 digits at most. */
const PHONE_NUMBER = /^\+[1-9]\d{1,14}$/;
const APP_ID = /^\d+$/;

interface Range {
  readonly min?: 0 | 1;
  readonly max: number;
  /** What to do when it is too long. */
  readonly mend: string;
}

/** Checks the length of a text, and that no character in it was cut in half. */
export function checkChars(path: string, value: string, { min = 1, max, mend }: Range): void {
  checkIsText(path, value);
  if (min === 1 && value.trim() === '') throw emptyError(path, max, 'characters');
  if (value.length > max) {
    throw new ReplyLimitError({
      path,
      limit: max,
      actual: value.length,
      problem: `has ${value.length} characters, ${value.length - max} more than the ${max} that Messenger accepts: ${excerpt(value)}.`,
      mend,
    });
  }
  checkWellFormed(path, value);
}

/** Checks how many items a list has: at least one. */
export function checkCount(path: string, list: readonly unknown[], { max, mend }: Range): void {
  if (list.length === 0) throw emptyError(path, max, 'items');
  if (list.length <= max) return;
  throw new ReplyLimitError({
    path,
    limit: max,
    actual: list.length,
    problem: `has ${list.length} items, ${list.length - max} more than the ${max} that Messenger accepts.`,
    mend,
  });
}

/** Checks an address that people open: Meta wants https for buttons. */
export function checkLinkUrl(path: string, value: string): void {
  checkForm(path, value, {
    limit: 'an https address',
    fits: schemeOf(value) === 'https:',
    mend: 'Give the whole address: https://example.com/page.',
  });
}

/** Checks an address that Meta fetches a file from. Plain http works there. */
export function checkFileUrl(path: string, value: string): void {
  checkForm(path, value, {
    limit: 'an http or https address',
    fits: ['https:', 'http:'].includes(schemeOf(value)),
    mend: 'Give an address that Meta can reach from outside: https://example.com/picture.png.',
  });
}

export function checkPhoneNumber(path: string, value: string): void {
  checkForm(path, value, {
    limit: 'a phone number with country code',
    fits: PHONE_NUMBER.test(value),
    mend: 'Write + and up to 15 digits, without spaces: +493012345.',
  });
}

export function checkId(path: string, value: string): void {
  checkForm(path, value, {
    limit: 'an id of digits',
    fits: APP_ID.test(value),
    mend: 'Give the id as a string of digits, as Meta shows it.',
  });
}

/** Checks a word that stands for a choice. */
export function checkChoice(path: string, value: string, choices: readonly string[]): void {
  const list = choices.map((choice) => `"${choice}"`).join(', ');
  checkForm(path, value, {
    limit: `one of ${list}`,
    fits: choices.includes(value),
    mend: `Write one of these: ${list}.`,
  });
}

interface Form {
  readonly limit: string;
  readonly fits: boolean;
  readonly mend: string;
}

function checkForm(path: string, value: string, { limit, fits, mend }: Form): void {
  checkIsText(path, value);
  if (!fits) {
    const actual = excerpt(value);
    throw new ReplyLimitError({
      path,
      limit,
      actual,
      problem: `is not ${limit}: ${actual}.`,
      mend,
    });
  }
  checkWellFormed(path, value);
}

/** The compiler says it is a string; data from a shop's API may say otherwise at run time. */
function checkIsText(path: string, value: unknown): asserts value is string {
  if (typeof value === 'string') return;
  throw new ReplyLimitError({
    path,
    limit: 'text',
    actual: typeof value,
    problem: `is ${typeof value}, not text.`,
    mend: 'Give a string; check what your data holds before you build the reply.',
  });
}

function checkWellFormed(path: string, value: string): void {
  // `search` starts over each time; `test` with a global pattern would not.
  const at = value.search(LONE_SURROGATE);
  if (at === -1) return;
  throw new ReplyLimitError({
    path,
    limit: 'well-formed text',
    actual: `half a character at ${at}`,
    problem: `holds half a character at position ${at}: ${excerpt(value)}.`,
    mend: 'Cut text between characters, not inside an emoji: Array.from(text).slice(0, 20).join("").',
  });
}

function emptyError(path: string, max: number, unit: string): ReplyLimitError {
  return new ReplyLimitError({
    path,
    limit: 1,
    actual: 0,
    problem: `is empty; Messenger wants 1 to ${max} ${unit}.`,
    mend: 'Fill it, or leave out what holds it.',
  });
}

function schemeOf(value: string): string {
  return URL.canParse(value) ? new URL(value).protocol : '';
}

/** The beginning of a value in quotation marks, fit for one line of a log. */
function excerpt(value: string): string {
  const characters = Array.from(value.slice(0, EXCERPT_CHARS * 2));
  const cut = characters.length > EXCERPT_CHARS;
  const shown = characters.slice(0, EXCERPT_CHARS).join('').replace(LONE_SURROGATE, '\uFFFD');
  return JSON.stringify(cut ? `${shown}…` : shown);
}
