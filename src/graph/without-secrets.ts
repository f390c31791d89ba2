/** What looks like a token even when it is not ours: Meta's own prefix, or a long run of token characters. */
const TOKEN_LIKE = /EAA\w{8,}|[\w|%-]{32,}/g;
/** People, pages and apps have ids of 14 digits and more; Meta's error codes have at most 7. */
const ID_LIKE = /\d{12,}/g;
const SHOWN_CHARS = 300;

/**
 * Makes a text of Meta's fit for errors and logs: no token, no id of a person, no control characters, 300 characters at most.
 * @param secrets removed wherever they stand
 */
export function withoutSecrets(text: string, secrets: readonly string[]): string {
  const known = secrets.reduce((rest, secret) => rest.replaceAll(secret, '[removed]'), text);
  return known
    .slice(0, SHOWN_CHARS * 10)
    .replace(TOKEN_LIKE, '[removed]')
    .replace(ID_LIKE, '[id]')
    .replace(/\p{Cc}+/gu, ' ')
    .slice(0, SHOWN_CHARS);
}
