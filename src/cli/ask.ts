import { createInterface } from 'node:readline';
import { ConfirmationNeededError } from './ask.errors.js';
import type { Ask, CliContext } from './cli-context.js';

/** This process's own terminal; `undefined` when nobody sits there: a pipe, a CI job. What was asked is no output: it goes to stderr. */
export function processAsk(): Ask | undefined {
  const { stdin, stderr } = process;
  if (!stdin.isTTY || !stderr.isTTY) return undefined;
  return async (question) => {
    stderr.write(question);
    for await (const line of createInterface({ input: stdin })) return line;
    return '';
  };
}

/**
 * Whether to go on with what cannot simply be taken back: by `--yes`, or by a yes at the terminal.
 * @param question without the choices: `Push this to page 1234?`
 * @throws ConfirmationNeededError when there is neither
 */
export async function isConfirmed(
  { ask }: CliContext,
  question: string,
  yes: boolean,
): Promise<boolean> {
  if (yes) return true;
  if (ask === undefined) throw new ConfirmationNeededError();
  return /^y(es)?$/i.test((await ask(`${question} [y/N] `)).trim());
}
