/** @param part 0.5 is the median */
export function quantile(values, part) {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? Number.NaN;
}

export const median = (values) => quantile(values, 0.5);

/** `1.52 (1.40 to 1.61)` */
export function spread(values, digits = 2) {
  const [low, middle, high] = [Math.min(...values), median(values), Math.max(...values)];
  return `${middle.toFixed(digits)} (${low.toFixed(digits)} to ${high.toFixed(digits)})`;
}

export const ms = (value) => `${value.toFixed(1)} ms`;
