import { type JsonToken, jsonTokens } from './json-tokens.js';

/** What is shown of one JSON text; the raw text beside it is whole. */
const TOKENS_SHOWN = 4000;

/**
 * Lays JSON out on lines, two spaces a level: `{"a":[1]}` becomes five lines. White space is tokens of the kind `mark`.
 * @returns `null` when the text is not JSON
 */
export function prettyJson(text: string): readonly JsonToken[] | null {
  const tokens = jsonTokens(text);
  if (tokens === null) return null;
  const laid = layOut(tokens.slice(0, TOKENS_SHOWN));
  return tokens.length > TOKENS_SHOWN ? [...laid, { kind: 'mark', text: '\n…' }] : laid;
}

function layOut(tokens: readonly JsonToken[]): JsonToken[] {
  let depth = 0;
  return tokens.map(({ kind, text }, index) => {
    const next = tokens[index + 1]?.text ?? '';
    if (text === '{' || text === '[') depth += 1;
    if (next === '}' || next === ']') depth -= 1;
    return { kind, text: text + gapBetween(text, next, depth) };
  });
}

function gapBetween(text: string, next: string, depth: number): string {
  const line = `\n${'  '.repeat(Math.max(depth, 0))}`;
  if (text === ':') return ' ';
  if (text === ',') return line;
  const isEmpty = text + next === '{}' || text + next === '[]';
  if (isEmpty || next === '') return '';
  return '{['.includes(text) || '}]'.includes(next) ? line : '';
}
