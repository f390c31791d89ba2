import type { PositionRows } from './position-rows.js';

/** A beginning of one or more of the texts: one node of a tree in which every step is one character. */
interface Node {
  readonly next: Map<number, Node>;
  /** The longest proper ending of this beginning that is a beginning of a text too; none for the root. */
  ending: Node | null;
  /** The longest text that this beginning ends with; 0 when there is none. */
  text: number;
}

interface Nested {
  readonly text: number;
  /** The next shorter text that it ends with. */
  readonly shorter: number;
}

/** So many texts may end at one place before it is cheaper to copy rows than to add the place to each. */
const SHORTER_MAX = 16;

/**
 * Finds all places of many texts in one payload, in a single walk over its characters (Aho and Corasick, 1975). That takes as
 * long as the payload is, plus the number of places; how many texts there are does not matter.
 */
export class TextFinder {
  readonly #root: Node = { next: new Map(), ending: null, text: 0 };
  readonly #numbers = new Map<string, number>();
  /** By text: the next shorter text that it ends with, or 0. */
  readonly #shorter: Int32Array;
  /**
   * Texts with many shorter ones, and these, longest first: a payload of one letter holds all of "a", "aa", "aaa" … everywhere.
   * What they end with is not in `#shorter`.
   */
  readonly #nested: readonly Nested[];

  /** @param texts none of them empty */
  constructor(texts: Iterable<string>) {
    // Longest first: a text stands before all that it ends with.
    for (const text of [...new Set(texts)].toSorted((a, b) => b.length - a.length)) this.#add(text);
    this.#shorter = new Int32Array(this.#numbers.size + 1);
    this.#link();
    this.#nested = this.#takeNested();
  }

  /** The texts have the numbers from 1 to this. */
  get count(): number {
    return this.#numbers.size;
  }

  /** The number of a text, or 0. */
  numberOf(text: string): number {
    return this.#numbers.get(text) ?? 0;
  }

  /** Adds to the row of each text where it ends in `payload`. */
  find(payload: string, ends: PositionRows): void {
    let node = this.#root;
    for (let end = 1; end <= payload.length; end += 1) {
      node = step(node, payload.charCodeAt(end - 1)) ?? this.#root;
      for (let text = node.text; text !== 0; text = this.#shorter[text] ?? 0) {
        ends.add(text, end);
      }
    }
    for (const { text, shorter } of this.#nested) ends.include(shorter, text);
  }

  #add(text: string): void {
    let node = this.#root;
    for (let i = 0; i < text.length; i += 1) {
      const code = text.charCodeAt(i);
      const next = node.next.get(code) ?? { next: new Map(), ending: null, text: 0 };
      node.next.set(code, next);
      node = next;
    }
    node.text = this.#numbers.size + 1;
    this.#numbers.set(text, node.text);
  }

  /** Shorter beginnings first: each needs the links of what is shorter. */
  #link(): void {
    const nodes = [this.#root];
    for (const node of nodes) {
      for (const [code, child] of node.next) {
        child.ending = step(node.ending, code) ?? this.#root;
        if (child.text === 0) child.text = child.ending.text;
        else this.#shorter[child.text] = child.ending.text;
        nodes.push(child);
      }
    }
  }

  #takeNested(): readonly Nested[] {
    const chains = [...this.#numbers.values()].map((text) => this.#chainOf(text));
    const texts = new Set(chains.filter(({ length }) => length > SHORTER_MAX).flat());
    const nested = [...texts].map((text) => ({ text, shorter: this.#shorter[text] ?? 0 }));
    for (const { text } of nested) this.#shorter[text] = 0;
    return nested.filter(({ shorter }) => shorter !== 0).toSorted((a, b) => a.text - b.text);
  }

  /** A text and all shorter ones that it ends with. */
  #chainOf(number: number): readonly number[] {
    const chain = [];
    for (let text = number; text !== 0; text = this.#shorter[text] ?? 0) chain.push(text);
    return chain;
  }
}

/** The longest beginning of a text that ends with this character behind an ending of `from`. */
function step(from: Node | null, code: number): Node | undefined {
  for (let node = from; node !== null; node = node.ending) {
    const next = node.next.get(code);
    if (next !== undefined) return next;
  }
  return undefined;
}
