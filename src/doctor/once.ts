/** Reads a thing of each key once, for all who ask; a failure is everybody's too. */
export class Once<T> {
  private readonly asked = new Map<string, Promise<T>>();

  get(key: string, read: () => Promise<T>): Promise<T> {
    const known = this.asked.get(key);
    if (known) return known;
    const asked = read();
    this.asked.set(key, asked);
    return asked;
  }
}
