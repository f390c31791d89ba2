/** Room for so many ends. An end that comes to the place of another puts it out: it is only searched for once more. */
const ROOM = 4096;

/**
 * Remembers where stretches end in a payload, which many patterns ask in vain or with the same result. Of fixed size, because
 * what grows with each hostile payload is garbage that stops all others.
 */
export class StretchMemo {
  readonly #keys = new Float64Array(ROOM).fill(-1);
  readonly #ends = new Int32Array(ROOM);
  /** By stretch: a place from which on it does not come any more. */
  readonly #gone: Int32Array;

  /** @param stretches how many there are */
  constructor(private readonly stretches: number) {
    this.#gone = new Int32Array(stretches).fill(NEVER);
  }

  clear(): void {
    this.#keys.fill(-1);
    this.#gone.fill(NEVER);
  }

  /** What was remembered for a stretch that does not begin before `from`: an end, -1 when there is none, or `null`. */
  recall(stretch: number, from: number): number | null {
    if (from >= (this.#gone[stretch] ?? NEVER)) return -1;
    const slot = slotOf(stretch, from);
    return this.#keys[slot] === this.#keyOf(stretch, from) ? (this.#ends[slot] ?? null) : null;
  }

  /** @param end or -1 when there is none */
  remember(stretch: number, from: number, end: number): void {
    if (end === -1) {
      this.#gone[stretch] = from;
      return;
    }
    const slot = slotOf(stretch, from);
    this.#keys[slot] = this.#keyOf(stretch, from);
    this.#ends[slot] = end;
  }

  #keyOf(stretch: number, from: number): number {
    return from * this.stretches + stretch;
  }
}

const NEVER = 2 ** 31 - 1;

function slotOf(stretch: number, from: number): number {
  return (Math.imul(stretch, 31) + from) & (ROOM - 1);
}
