/**
 * What DESIGN section 3 says of patterns and of who gets a tap, read as slowly and plainly as possible: every split is tried,
 * and two patterns are compared by trying texts. Takes nothing from `src`, so that a mistake there is no mistake here.
 */
export interface ReferenceRoute {
  readonly source: string;
  readonly kinds: readonly string[];
  /** Of two routes that differ in nothing else, the one whose label sorts first wins. */
  readonly label: string;
}

export type ReferenceParams = Readonly<Record<string, string | number>>;

/** The params of a text that the pattern matches; each `*` and hole, from the left, as short as the rest allows. */
export function paramsOf(source: string, text: string): ReferenceParams | null {
  return trySplits(piecesOf(source), text);
}

interface Piece {
  /** The text that it is, or `null`. */
  readonly literal: string | null;
  /** What it makes of a text, or `null` when it does not match the whole of it. */
  readonly paramOf: (text: string) => ReferenceParams | null;
}

const parsed = new Map<string, readonly Piece[]>();

/** `A_{id:int}*` has the pieces `A_`, `{id:int}`, `*`. */
function piecesOf(source: string): readonly Piece[] {
  return remembered(parsed, source, () =>
    (source.match(/\*|\{[^}]*\}|[^*{]+/g) ?? []).map((piece) => ({
      literal: isLiteral(piece) ? piece : null,
      paramOf: readerOf(piece),
    })),
  );
}

function trySplits([piece, ...others]: readonly Piece[], text: string): ReferenceParams | null {
  if (piece === undefined) return text === '' ? {} : null;
  if (piece.literal !== null) {
    return text.startsWith(piece.literal)
      ? trySplits(others, text.slice(piece.literal.length))
      : null;
  }
  for (let end = 0; end <= text.length; end += 1) {
    const params = piece.paramOf(text.slice(0, end));
    const rest = params && trySplits(others, text.slice(end));
    if (rest) return { ...params, ...rest };
  }
  return null;
}

function readerOf(piece: string): Piece['paramOf'] {
  if (piece === '*') return () => ({});
  const [name = '', type] = piece.slice(1, -1).split(':');
  if (type === undefined) return (text) => (text === '' ? null : { [name]: text });
  if (type === 'int') return (text) => (isWholeNumber(text) ? { [name]: Number(text) } : null);
  const choices = type.split('|');
  return (text) => (choices.includes(text) ? { [name]: text } : null);
}

function isWholeNumber(text: string): boolean {
  return /^(0|[1-9][0-9]*)$/.test(text) && Number(text) <= Number.MAX_SAFE_INTEGER;
}

/** How the texts of one pattern stand to those of another. */
export type ReferenceRelation = keyof typeof MIRRORED;

const MIRRORED = {
  disjoint: 'disjoint',
  equal: 'equal',
  narrower: 'wider',
  wider: 'narrower',
  overlap: 'overlap',
} as const;

/** Compares patterns, and with them routes, by the texts that they match out of those given. */
export class ReferenceTable {
  readonly #matched = new Map<string, readonly string[]>();
  readonly #sets = new Map<string, ReadonlySet<string>>();
  readonly #relations = new Map<string, ReferenceRelation>();

  /** @param texts enough to tell the patterns apart that will be asked about */
  constructor(private readonly texts: readonly string[]) {}

  /** Those of the texts that a pattern matches. */
  textsOf(source: string): readonly string[] {
    return remembered(this.#matched, source, () => {
      const pieces = piecesOf(source);
      return this.texts.filter((text) => trySplits(pieces, text) !== null);
    });
  }

  relate(a: string, b: string): ReferenceRelation {
    if (a > b) return MIRRORED[this.relate(b, a)];
    return remembered(this.#relations, `${a} ${b}`, () => {
      if (!this.textsOf(a).some((text) => this.#takes(b, text))) return 'disjoint';
      const aInB = this.textsOf(a).every((text) => this.#takes(b, text));
      const bInA = this.textsOf(b).every((text) => this.#takes(a, text));
      if (aInB) return bInA ? 'equal' : 'narrower';
      return bInA ? 'wider' : 'overlap';
    });
  }

  #takes(source: string, text: string): boolean {
    return remembered(this.#sets, source, () => new Set(this.textsOf(source))).has(text);
  }

  /** The finding that two routes are: `null` when no tap could go to both, or the rules say to which. */
  findingOf(a: ReferenceRoute, b: ReferenceRoute): 'duplicate' | 'shadow' | null {
    if (!a.kinds.some((kind) => b.kinds.includes(kind))) return null;
    const relation = this.relate(a.source, b.source);
    if (relation === 'overlap') return 'shadow';
    return relation === 'equal' && a.kinds.length === b.kinds.length ? 'duplicate' : null;
  }

  /** The route that gets a tap: the one that comes before all others which match it, by rules that compare two at a time. */
  winnerOf<Route extends ReferenceRoute>(
    routes: readonly Route[],
    kind: string,
    text: string,
  ): Route | undefined {
    const matching = routes.filter(({ source }) => paramsOf(source, text) !== null);
    const asked = matching.filter(({ kinds }) => kinds.includes(kind));
    const best = asked.find((a) => asked.every((b) => a === b || this.#isBefore(a, b)));
    const others = matching.filter(({ kinds }) => !kinds.includes(kind));
    const isApart = !asked.some((a) => others.some((b) => this.#isNarrower(a, b)));
    if (best !== undefined && isApart) return best;
    return this.#inOrder(routes).find((route) => asked.includes(route));
  }

  /**
   * Overlaps that a loose policy lets pass can go round in a circle: the first is narrower than the second, the second begins
   * longer than the third, the third is sorted before the first. The second may be for another kind of tap. What decides then is
   * the order of the table: sorted, and each route that is narrower than another drawn in front of it.
   */
  #inOrder<Route extends ReferenceRoute>(routes: readonly Route[]): readonly Route[] {
    const sorted = routes.toSorted((a, b) => (isSortedBefore(a, b) ? -1 : 1));
    const order: Route[] = [];
    const place = (route: Route): void => {
      for (const other of sorted) if (this.#isNarrower(other, route)) place(other);
      if (!order.includes(route)) order.push(route);
    };
    sorted.forEach(place);
    return order;
  }

  #isBefore(a: ReferenceRoute, b: ReferenceRoute): boolean {
    return this.#isNarrower(a, b) || (!this.#isNarrower(b, a) && isSortedBefore(a, b));
  }

  #isNarrower(a: ReferenceRoute, b: ReferenceRoute): boolean {
    if (!a.kinds.some((kind) => b.kinds.includes(kind))) return false;
    const relation = this.relate(a.source, b.source);
    return relation === 'narrower' || (relation === 'equal' && a.kinds.length < b.kinds.length);
  }
}

const isLiteral = (source: string): boolean => !/[*{]/.test(source);

/** The order where no pattern is narrower: literal ones first, then the longer literal prefix, source, kinds and label. */
function isSortedBefore(a: ReferenceRoute, b: ReferenceRoute): boolean {
  if (isLiteral(a.source) !== isLiteral(b.source)) return isLiteral(a.source);
  const [prefixA = 0, prefixB = 0] = [a, b].map(({ source }) => source.search(/[*{]/));
  if (prefixA !== prefixB) return prefixA > prefixB;
  if (a.source !== b.source) return a.source < b.source;
  const [restA = '', restB = ''] = [a, b].map(
    ({ kinds, label }) => `${kinds.length} ${kinds.join()} ${label}`,
  );
  return restA < restB;
}

function remembered<Value>(memory: Map<string, Value>, key: string, find: () => Value): Value {
  const known = memory.get(key);
  if (known !== undefined) return known;
  const value = find();
  memory.set(key, value);
  return value;
}
