import { isRecord, type Params } from './params.js';

/** What the named calls of a batch were answered, those alone that succeeded. */
export type NamedAnswers = ReadonlyMap<string, unknown>;

/** `{result=NAME:$.data.*.id}` */
const REFERENCE = /\{result=(?<name>[^:{}]+):(?<path>\$[^{}]*)\}/g;
/** `.name`, `['name']`, `[0]`, `.*`, `[*]` */
const STEP = /\.(?<plain>[\w-]+|\*)|\[(?:'(?<quoted>[^']*)'|(?<index>\d+|\*))\]/y;

/** The calls whose answers a text asks for. */
export function referredIn(text: string): readonly string[] {
  return [...text.matchAll(REFERENCE)].map(({ groups }) => groups?.['name'] ?? '');
}

/**
 * Puts answers of earlier calls in the place of references to them, in values of a form or a query too. Of JSONPath it knows steps
 * by name and by index and `*`; several values are joined by commas, and what there is not becomes nothing.
 *
 *     'me/messages?limit={result=first:$.paging.limit}' → 'me/messages?limit=5'
 */
export function resolved(text: string, answers: NamedAnswers): string {
  return text.replace(REFERENCE, (_, name: string, path: string) =>
    valuesAt(answers.get(name), path).map(textOf).join(','),
  );
}

export function resolvedParams(params: Params, answers: NamedAnswers): Params {
  const entries = Object.entries(params).map(
    ([name, value]) =>
      [name, typeof value === 'string' ? resolved(value, answers) : value] as const,
  );
  return Object.fromEntries(entries);
}

function valuesAt(root: unknown, path: string): readonly unknown[] {
  const steps = stepsOf(path);
  if (steps === null) return [];
  return steps
    .reduce<readonly unknown[]>((found, step) => found.flatMap((one) => below(one, step)), [root])
    .filter((value) => value !== undefined);
}

/** @returns `null` for what is no path, or one in words that Graph may know and the stand-in does not */
function stepsOf(path: string): readonly string[] | null {
  const steps: string[] = [];
  STEP.lastIndex = 1;
  while (STEP.lastIndex < path.length) {
    const groups = STEP.exec(path)?.groups;
    if (groups === undefined) return null;
    steps.push(groups['plain'] ?? groups['quoted'] ?? groups['index'] ?? '');
  }
  return steps;
}

function below(value: unknown, step: string): readonly unknown[] {
  if (!isRecord(value) && !Array.isArray(value)) return [];
  if (step === '*') return Object.values(value);
  return Object.hasOwn(value, step) ? [Reflect.get(value, step)] : [];
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}
