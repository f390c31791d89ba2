/** What became of an event: somebody's method ran, nobody claimed it, or it is none of the consumer's business. */
export type Disposition = 'handled' | 'unhandled' | 'ignored';

const WEIGHT: Readonly<Record<Disposition, number>> = { handled: 2, unhandled: 1, ignored: 0 };

/** What several consumers made of one event, in one word. */
export function heaviestDisposition(dispositions: readonly Disposition[]): Disposition {
  return dispositions.toSorted((a, b) => WEIGHT[b] - WEIGHT[a])[0] ?? 'ignored';
}

export function isDisposition(value: string | null): value is Disposition {
  return value !== null && value in WEIGHT;
}
