import { readPayload } from './tap-data.js';

const SAMPLE_CHARS_MAX = 120;
const FIELDS_MAX = 10;
const WORD_OR_NUMBER = /[\p{L}\p{N}]+/gu;
const NUMBER = /^\p{N}+$/u;
/** As developers name payloads: `FLOW`, `V2`. What people are called is rarely written so, and never by us. */
const CONSTANT = /^[A-Z]{1,20}\d{0,2}$/;
const FIELD = /^[A-Za-z_][A-Za-z0-9_]{0,39}$/;

/**
 * What a payload looks like, without the values in it: `PRODUCT_VEIW_456` is `PRODUCT_VEIW_#`, `order:7:for:Ada` is `order:#:…:…` where
 * a pattern says "order", and `{"action":"BUY","to":"Ada"}` is `{"action":"BUY","to":…}`. At most 120 characters.
 * @param words of the program itself, which are shown as they are
 */
export function redactPayload(payload: string, words: ReadonlySet<string>): string {
  const { action, data } = readPayload(payload);
  const shown = redactText(action, words);
  const sample = data === undefined ? shown : withFields(shown, data);
  return sample.length > SAMPLE_CHARS_MAX ? `${sample.slice(0, SAMPLE_CHARS_MAX - 1)}…` : sample;
}

/** The words that patterns are made of. */
export function wordsOf(texts: Iterable<string>): ReadonlySet<string> {
  return new Set([...texts].flatMap((text) => text.match(WORD_OR_NUMBER) ?? []));
}

function redactText(text: string, words: ReadonlySet<string>): string {
  // Emoji and the like may be anybody's; of what stands between words only plain signs are shown.
  return text
    .replaceAll(WORD_OR_NUMBER, (word) => {
      if (words.has(word) || CONSTANT.test(word)) return word;
      return NUMBER.test(word) ? '#' : '…';
    })
    .replaceAll(/[^\p{L}\p{N}\x21-\x7e…]/gu, ' ');
}

function withFields(action: string, data: unknown): string {
  const names = typeof data === 'object' && data !== null ? Object.keys(data) : [];
  const fields = names
    .filter((name) => name !== 'action')
    .slice(0, FIELDS_MAX)
    .map((name) => `,${FIELD.test(name) ? JSON.stringify(name) : '…'}:…`);
  return `{"action":${JSON.stringify(action)}${fields.join('')}}`;
}
