/** Something that is wrong with the handlers and buttons of an application, found before it starts. */
export interface BootFinding extends FindingFacts {
  /** The same facts as a text of several lines. */
  readonly message: string;
}

export interface FindingFacts {
  readonly code: string;
  /** An error keeps the service from starting. */
  readonly severity: 'error' | 'warn';
  /** What is wrong: the rest of a sentence that begins with the code. */
  readonly problem: string;
  /** Who takes part, and where they stand; empty when the problem says it. */
  readonly places: readonly FindingPlace[];
  /** What to do, in whole sentences. A command stands on an indented line of its own. */
  readonly mend: string;
}

/** A handler, a payload definition or a button. */
export interface FindingPlace {
  /** `SupportHandlers.route` */
  readonly label: string;
  /** What tells it apart from the others, such as its pattern. */
  readonly detail?: string;
  /** `src/support/support.handlers.ts:14` */
  readonly place: string;
}

/** Makes a finding of its facts. */
export function bootFinding<const Facts extends FindingFacts>(facts: Facts): Facts & BootFinding {
  const { code, problem, places, mend } = facts;
  const where = placeLines(places).map((line) => `  ${line}`);
  return { ...facts, message: [`${code}: ${problem}`, ...where, mend].join('\n') };
}

/** One aligned line for each place. */
export function placeLines(places: readonly FindingPlace[]): readonly string[] {
  const labels = padded(places.map(({ label }) => label));
  const details = padded(places.map(({ detail }) => detail ?? ''));
  return places.map(({ place }, index) =>
    [labels[index], details[index], place].filter((part) => part !== '').join('   '),
  );
}

function padded(texts: readonly string[]): readonly string[] {
  const width = Math.max(...texts.map((text) => text.length));
  return texts.map((text) => text.padEnd(width));
}
