// Payloads of 1,000 characters made to cost time, each with 1,000 patterns of 8 stars.
const PATTERNS = 1_000;
const LENGTH = 1_000;
const LETTERS = 'abcdefghijklmnopqrstuvwxyz';

const times = (count, make) => Array.from({ length: count }, (_, i) => make(i));
const stars = (texts) => `*${texts.join('*')}*`;

/** Always the same numbers, from 0 to below `end`. */
function randomiser() {
  let state = 1;
  return (end) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * end);
  };
}

/** A payload of these letters by chance, and a function that cuts texts out of a part of it, one behind the other. */
function randomPayload(letters, [textMin, textMax]) {
  const random = randomiser();
  const payload = times(LENGTH, () => letters[random(letters.length)]).join('');
  const cut = (count, from, to) =>
    times(count, (i) => {
      const room = Math.floor((to - from) / count);
      const length = textMin + random(textMax - textMin + 1);
      const start = from + i * room + random(room - length);
      return payload.slice(start, start + length);
    });
  return { payload, cut, random };
}

/** Six of four words, in another order for each pattern. */
const wordsOf = (i) => times(6, (k) => ['abab', 'baba', 'ababa', 'babab'][(i >> (2 * k)) & 3]);

/** Thousands of texts. Of each pattern all are there, and in order, except that the last comes only before the others. */
function differentTexts(letters, lengths) {
  const { payload, cut } = randomPayload(letters, lengths);
  const patterns = times(PATTERNS, () => stars([...cut(6, 100, LENGTH), ...cut(1, 0, 100)]));
  return { payload, patterns };
}

/** Begins and ends as the payload does, in as many lengths as there are patterns; of the last text only the first half is in its place. */
function sharedEnds(letters, lengths) {
  const { payload, cut } = randomPayload(letters, lengths);
  const patterns = times(PATTERNS, (i) => {
    const [begin, end] = [payload.slice(0, 1 + (i % 400)), payload.slice(-1 - ((i * 7) % 400))];
    return `${begin}${stars([...cut(6, 400, 600), ...cut(1, 0, 100)])}${end}`;
  });
  return { payload, patterns };
}

const TYPES = [':int', ':1|11', ':int', ':1_1|_|1'];

/** Holes between texts of which there are many, in 8 stars. Before the last text is what no hole takes. */
function holes(textsOf) {
  const payload = '11_1_'.repeat(LENGTH).slice(0, LENGTH - 2);
  const patterns = times(PATTERNS, (i) => {
    const stretches = times(7, (k) => {
      const [before, after] = textsOf(i * 7 + k);
      return `${before}{h${k}${TYPES[(i + k) % TYPES.length]}}${k === 6 ? 'x' : after}`;
    });
    return stars(stretches);
  });
  return { payload: `${payload}!x`, patterns };
}

const SHORT = [
  '1',
  '_',
  '11',
  '1_',
  '_1',
  '11_',
  '1_1',
  '_1_',
  '_11',
  '1_11',
  '11_1',
  '_11_',
  '_1_1',
];

/** A text with an int or a choice in the place of one character. */
function withHole(text, k) {
  const at = 1 + (k % (text.length - 2));
  const hole = text[at] === '_' ? `{h${k}:_|__|1_}` : `{h${k}:int}`;
  return text.slice(0, at) + hole + text.slice(at + 1);
}

/** A hole in each of thousands of texts, all of them there; the last, with an "x" at its end, only before the others. */
function differentHoles() {
  const { payload, cut } = randomPayload('123_', [6, 14]);
  const begin = payload.slice(0, 100);
  const patterns = times(PATTERNS, (i) =>
    stars([...cut(6, 150, LENGTH), `${begin.slice(-6 - (i % 9))}x`].map(withHole)),
  );
  return { payload: `${begin}x${payload.slice(101)}`, patterns };
}

/**
 * By what they do. `taker` is the pattern that gets the payload; where it is missing, nobody does. `isTooMuch` where a
 * millisecond is known not to be enough: docs/performance.md says why.
 */
export const ADVERSARIES = {
  'the last text is missing': () => ({
    payload: 'ab'.repeat(LENGTH / 2),
    patterns: times(PATTERNS, (i) => stars([...wordsOf(i), 'abb'])),
  }),
  'the last text stands too early': () => ({
    payload: `abb${'ab'.repeat(LENGTH)}`.slice(0, LENGTH),
    patterns: times(PATTERNS, (i) => stars([...wordsOf(i), 'abb'])),
  }),
  'thousands of texts, the last too early': () => differentTexts(LETTERS, [4, 12]),
  'thousands of texts of two letters': () => differentTexts('ab', [18, 30]),
  'one letter': () => ({
    payload: 'a'.repeat(LENGTH),
    patterns: times(PATTERNS, (i) =>
      stars([...times(6, (k) => 'a'.repeat(1 + ((i >> k) % 9))), 'ab']),
    ),
  }),
  'one letter, texts of all lengths': () => ({
    payload: 'a'.repeat(LENGTH),
    patterns: times(PATTERNS, (i) =>
      stars([...times(5, () => 'a'), 'a'.repeat(993 - (i % 900)), 'ab']),
    ),
  }),
  'all share beginning and end': () => sharedEnds('ab', [18, 30]),
  'holes: few texts': () => holes((i) => [SHORT[i % 3], SHORT[i % 2]]),
  'holes: many texts': () =>
    holes((i) => [SHORT[i % SHORT.length], SHORT[Math.floor(i / SHORT.length) % SHORT.length]]),
  'holes: thousands of texts': () => ({ ...differentHoles(), isTooMuch: true }),
  'all match': () => {
    const { payload, cut } = randomPayload(LETTERS, [4, 12]);
    const patterns = times(PATTERNS, () => stars(cut(7, 0, LENGTH)));
    return { payload, patterns, taker: patterns[0] };
  },
  'only the last of them matches': () => {
    const { payload, patterns } = differentTexts(LETTERS, [4, 12]);
    const taker = stars(times(7, (k) => payload.slice(k * 140, k * 140 + 9)));
    return { payload, patterns: [...patterns.slice(1), taker], taker };
  },
};
