/** A rule of Messenger's that a menu breaks. */
export interface MenuIssue {
  /** Where in the options: `locales.de_DE.persistentMenu[2].title`. */
  readonly path: string;
  /** The rest of the sentence that begins with the path: the value and the limit. */
  readonly problem: string;
  readonly mend: string;
  /** It is of a payload that says nothing, which the boot report finds for every button by itself. */
  readonly isEmptyPayload?: true;
}

export type Issues = readonly MenuIssue[];

const NONE: Issues = [];
const SHOWN_CHARS = 40;
const LONE_SURROGATE = /\p{Surrogate}/u;

/** A text that is there, not too long, and cut nowhere inside a character. */
export function textIssues(path: string, value: unknown, max: number, mend: string): Issues {
  if (typeof value !== 'string') return [issue(path, `is ${typeof value}, not text.`, GIVE_TEXT)];
  if (value.trim() === '') return [issue(path, 'is empty.', 'Write it, or leave out what has it.')];
  if (value.length > max) {
    const excess = `has ${value.length} characters, ${value.length - max} more than the ${max} that Messenger takes`;
    return [issue(path, `${excess}: ${excerpt(value)}.`, mend)];
  }
  if (!LONE_SURROGATE.test(value)) return NONE;
  return [
    issue(path, `holds half a character: ${excerpt(value)}.`, 'Cut text between characters.'),
  ];
}

const GIVE_TEXT = 'Give a string.';

/** Something in it, and not too much. */
export function countIssues(path: string, list: readonly unknown[], max: number): Issues {
  if (list.length === 0) return [issue(path, 'is empty.', 'Leave it out.')];
  if (list.length <= max) return NONE;
  const excess = `has ${list.length} entries, ${list.length - max} more than the ${max} that Messenger takes.`;
  return [issue(path, excess, 'Keep those that people tap most.')];
}

/** A web address that Messenger opens. */
export function urlIssues(path: string, value: unknown): Issues {
  if (typeof value !== 'string') return [issue(path, `is ${typeof value}, not text.`, GIVE_TEXT)];
  if (URL.canParse(value) && new URL(value).protocol === 'https:') return NONE;
  const mend = 'Give the whole address: https://example.com/page.';
  return [issue(path, `is not an https address: ${excerpt(value)}.`, mend)];
}

export function issue(path: string, problem: string, mend: string): MenuIssue {
  return { path, problem, mend };
}

/** The beginning of a value in quotation marks. */
function excerpt(value: string): string {
  const characters = Array.from(value.slice(0, SHOWN_CHARS * 2));
  const shown = characters.slice(0, SHOWN_CHARS).join('').toWellFormed();
  return JSON.stringify(characters.length > SHOWN_CHARS ? `${shown}…` : shown);
}
