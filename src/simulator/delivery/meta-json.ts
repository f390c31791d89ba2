/**
 * JSON the way Meta writes it, which is PHP's way: `/` as `\/`, every UTF-16 unit beyond ASCII as `\uXXXX` in lower case.
 * A signature is right for exactly this text, so a receiver that signs its own re-serialisation fails here as it does at Meta.
 *
 * `{ text: 'ä/😀' }` becomes `{"text":"\u00e4\/\ud83d\ude00"}`.
 * @param value plain data; a `bigint` becomes a number with all its digits, `undefined` is left out as `JSON.stringify` does
 * @see https://developers.facebook.com/docs/messenger-platform/webhooks ("escaped unicode", read 2026-11-23)
 */
export function serialiseAsMeta(value: unknown): string {
  return literalOf(value) ?? 'null';
}

function literalOf(value: unknown): string | undefined {
  if (typeof value === 'string') return quoted(value);
  if (typeof value === 'bigint') return value.toString();
  if (Array.isArray(value)) {
    return `[${value.map((item: unknown) => serialiseAsMeta(item)).join(',')}]`;
  }
  if (typeof value === 'object' && value !== null) return objectLiteral(value);
  return JSON.stringify(value);
}

function objectLiteral(value: object): string {
  const members = Object.entries(value).flatMap(([key, member]: [string, unknown]) => {
    const literal = literalOf(member);
    return literal === undefined ? [] : [`${quoted(key)}:${literal}`];
  });
  return `{${members.join(',')}}`;
}

function quoted(text: string): string {
  return JSON.stringify(text)
    .replaceAll('/', String.raw`\/`)
    .replace(/[\u0080-\uffff]/g, escaped);
}

function escaped(unit: string): string {
  return String.raw`\u` + unit.charCodeAt(0).toString(16).padStart(4, '0');
}
