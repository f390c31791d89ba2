/** Keeps things until they are too much together, and then gives up the oldest: a stand-in may run for weeks. The newest stays. */
export class Shelf<T> {
  private readonly sizes = new Map<T, number>();
  private size = 0;

  /**
   * @param max the sizes of all together
   * @param forget is called with what was given up
   */
  constructor(
    private readonly max: number,
    private readonly forget: (item: T) => void,
  ) {}

  /** What is there already keeps its place, with this size. */
  put(item: T, size: number): void {
    this.size += size - (this.sizes.get(item) ?? 0);
    this.sizes.set(item, size);
    for (const oldest of this.sizes.keys()) {
      if (this.size <= this.max || oldest === item) break;
      this.take(oldest);
      this.forget(oldest);
    }
  }

  /** Takes something away, if it is there. */
  take(item: T): void {
    this.size -= this.sizes.get(item) ?? 0;
    this.sizes.delete(item);
  }
}
