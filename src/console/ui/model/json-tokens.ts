/** A piece of JSON text as it was written; joined, the pieces are the text without its white space. */
export interface JsonToken {
  readonly kind: 'key' | 'string' | 'number' | 'word' | 'mark';
  readonly text: string;
}

const TOKEN = /\s+|"(?:[^"\\]|\\.)*"|-?\d[\d.eE+-]*|true|false|null|[{}[\],:]/y;

/**
 * Cuts JSON into tokens without reading it, so that ids keep all their digits and escapes stay as they were signed.
 * @returns `null` when the text is not JSON
 */
export function jsonTokens(text: string): readonly JsonToken[] | null {
  if (!isJson(text)) return null;
  const tokens: JsonToken[] = [];
  const pattern = new RegExp(TOKEN);
  for (let match = pattern.exec(text); match !== null; match = pattern.exec(text)) {
    const [token] = match;
    const isKey = text.slice(pattern.lastIndex).trimStart().startsWith(':') && token[0] === '"';
    if (token.trim() !== '') tokens.push({ kind: isKey ? 'key' : kindOf(token), text: token });
    if (pattern.lastIndex === text.length) break;
  }
  return tokens;
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

function kindOf(token: string): JsonToken['kind'] {
  if (token.startsWith('"')) return 'string';
  if (/^[-\d]/.test(token)) return 'number';
  return /^[a-z]/.test(token) ? 'word' : 'mark';
}
