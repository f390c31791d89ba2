import { PayloadPatternError } from './payload-pattern.errors.js';
import type { PatternHole, PatternSegment } from './pattern-segment.js';

const NAME = /^[\p{ID_Start}_$][\p{ID_Continue}$]*$/u;
const SPECIAL = /[*{}]/;

interface Placed {
  readonly segment: PatternSegment;
  /** Its position in the source. */
  readonly index: number;
  readonly end: number;
}

/**
 * Reads a pattern into its segments. Text between holes is never empty, so a payload can be split in one sensible way only.
 * @throws PayloadPatternError for the first mistake
 */
export function parsePattern(source: string): readonly PatternSegment[] {
  const placed: Placed[] = [];
  const names = new Set<string>();
  for (let index = 0; index < source.length;) {
    const next = readSegment(source, index);
    checkNeighbours(source, placed.at(-1), next);
    checkName(source, names, next);
    placed.push(next);
    index = next.end;
  }
  if (placed.length === 0) {
    throw new PayloadPatternError({
      source,
      index: 0,
      problem: 'is empty: no button can have an empty payload.',
      mend: 'Write the payload of a button, or "*" for every payload.',
    });
  }
  return placed.map(({ segment }) => segment);
}

function readSegment(source: string, index: number): Placed {
  switch (source.charAt(index)) {
    case '*':
      return { segment: { kind: 'star' }, index, end: index + 1 };
    case '{':
      return readHole(source, index);
    case '}':
      throw new PayloadPatternError({
        source,
        index,
        problem: 'has a "}" that no "{" opened.',
        mend: 'Write {name}, or a * in its place: a pattern cannot hold a brace as text.',
      });
    default:
      return readText(source, index);
  }
}

function readText(source: string, index: number): Placed {
  const length = source.slice(index).search(SPECIAL);
  const end = length === -1 ? source.length : index + length;
  return { segment: { kind: 'text', text: source.slice(index, end) }, index, end };
}

function readHole(source: string, index: number): Placed {
  const close = source.indexOf('}', index);
  const open = source.indexOf('{', index + 1);
  if (close === -1 || (open !== -1 && open < close)) {
    throw new PayloadPatternError({
      source,
      index,
      problem: 'opens a "{" that is never closed.',
      mend: 'Write {name}, {name:int} or {name:yes|no}; or a * in its place: a pattern cannot hold a brace as text.',
    });
  }
  const inside = source.slice(index + 1, close);
  const colon = inside.indexOf(':');
  const name = interned(colon === -1 ? inside : inside.slice(0, colon));
  const type = colon === -1 ? null : inside.slice(colon + 1);
  return { segment: holeOf(source, index, name, type), index, end: close + 1 };
}

/**
 * The same text as V8 keeps it for the names of properties. As it is cut out of a pattern it would be looked up among all these
 * names each time a param is set, which takes longer than all the rest of a match.
 */
function interned(name: string): string {
  return Object.keys({ [name]: null })[0] ?? name;
}

function holeOf(source: string, index: number, name: string, type: string | null): PatternHole {
  if (!NAME.test(name)) {
    const problem =
      name === ''
        ? 'has a hole without a name.'
        : `names a hole ${JSON.stringify(name)}, which is no name.`;
    const mend =
      'Name it like a variable, {productId}: a handler reads it as tap.params.productId.';
    throw new PayloadPatternError({ source, index, problem, mend });
  }
  if (type === null) return { kind: 'string', name };
  if (type === 'int') return { kind: 'int', name };
  return { kind: 'choice', name, choices: readChoices({ source, index, name, type }) };
}

interface ChoicePlace {
  readonly source: string;
  readonly index: number;
  readonly name: string;
  readonly type: string;
}

function readChoices({ source, index, name, type }: ChoicePlace): readonly string[] {
  const choices = type.split('|');
  const fail = (problem: string, mend: string): never => {
    throw new PayloadPatternError({ source, index, problem, mend });
  };
  // A single word is a slip of the pen for a type more often than a choice of one.
  if (choices.length === 1) {
    fail(
      `gives {${name}} the unknown type ${JSON.stringify(type)}.`,
      `Write {${name}} for text, {${name}:int} for digits, or at least two texts: {${name}:yes|no}.`,
    );
  }
  if (choices.includes('')) {
    fail(`has an empty choice in {${name}:${type}}.`, `Write texts on both sides of every "|".`);
  }
  if (choices.some((choice) => choice.includes('*'))) {
    fail(`has a * in a choice of {${name}:${type}}.`, `Choices are texts; name each of them.`);
  }
  if (new Set(choices).size < choices.length) {
    fail(`has the same choice twice in {${name}:${type}}.`, 'Write each choice once.');
  }
  return choices;
}

function checkNeighbours(source: string, before: Placed | undefined, next: Placed): void {
  if (before === undefined || next.segment.kind === 'text' || before.segment.kind === 'text')
    return;
  const [left, right] = [before, next].map((each) => source.slice(each.index, each.end));
  const twoStars = left === '*' && right === '*';
  throw new PayloadPatternError({
    source,
    index: next.index,
    problem: `has ${right} directly beside ${left}: nothing tells where one ends.`,
    mend: twoStars ? 'One * is enough.' : `Put text between them: "${left}_${right}".`,
  });
}

function checkName(source: string, names: Set<string>, { segment, index }: Placed): void {
  if (segment.kind === 'text' || segment.kind === 'star') return;
  if (names.has(segment.name)) {
    throw new PayloadPatternError({
      source,
      index,
      problem: `has two holes named {${segment.name}}.`,
      mend: `Give each hole a name of its own: {${segment.name}} and {${segment.name}2}.`,
    });
  }
  names.add(segment.name);
}
