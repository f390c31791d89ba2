import { InvalidArgumentError } from 'commander';

/** For commander: how many. */
export function countOf(text: string): number {
  const count = Number(text);
  if (Number.isInteger(count) && count > 0) return count;
  throw new InvalidArgumentError('It is a whole number above 0.');
}
