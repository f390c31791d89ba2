/** One line of two lists that are compared. */
export interface NamedLine {
  /** By which a line that changed is known again: a title. */
  readonly name: string;
  readonly rest: string;
}

/** `live` or `code` is `null` where a line stands on one side only. */
export interface LinePair {
  readonly live: NamedLine | null;
  readonly code: NamedLine | null;
}

/** The lines that differ, in the order of the code. A line with the same name on both sides makes one pair, also when it only moved. */
export function differingLines(
  live: readonly NamedLine[],
  code: readonly NamedLine[],
): readonly LinePair[] {
  const kept = commonLines(live, code);
  const gone = live.filter((line) => !kept.has(line));
  const came = code.filter((line) => !kept.has(line));
  const partners = new Set<NamedLine>();
  const pairs = came.map((line) => {
    const partner = gone.find((one) => one.name === line.name && !partners.has(one)) ?? null;
    if (partner !== null) partners.add(partner);
    return { live: partner, code: line };
  });
  const rest = gone.filter((line) => !partners.has(line));
  return [...rest.map((line) => ({ live: line, code: null })), ...pairs];
}

/** The lines of both sides that belong to a longest common sequence. */
function commonLines(
  live: readonly NamedLine[],
  code: readonly NamedLine[],
): ReadonlySet<NamedLine> {
  const lengths = lengthsOf(live, code);
  const common = new Set<NamedLine>();
  let [i, j] = [0, 0];
  while (i < live.length && j < code.length) {
    const [a, b] = [live[i], code[j]];
    if (a !== undefined && b !== undefined && isSame(a, b)) {
      common.add(a).add(b);
      i += 1;
      j += 1;
    } else if (at(lengths, i + 1, j) >= at(lengths, i, j + 1)) i += 1;
    else j += 1;
  }
  return common;
}

type Table = readonly (readonly number[])[];

/** How long a common sequence of the rest from each place on is. */
function lengthsOf(live: readonly NamedLine[], code: readonly NamedLine[]): Table {
  const rows: number[][] = [];
  for (const [i, a] of [...live.entries()].toReversed()) {
    const row: number[] = [];
    for (const [j, b] of [...code.entries()].toReversed()) {
      row[j] = isSame(a, b)
        ? at(rows, i + 1, j + 1) + 1
        : Math.max(at(rows, i + 1, j), row[j + 1] ?? 0);
    }
    rows[i] = row;
  }
  return rows;
}

function at(table: Table, i: number, j: number): number {
  return table[i]?.[j] ?? 0;
}

function isSame(a: NamedLine, b: NamedLine): boolean {
  return a.name === b.name && a.rest === b.rest;
}
