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
    stderr.write('\n');
    return null;
  };
}

/** `left`: they closed the terminal's input (Ctrl-D), and answer nothing any more. */
export type Answer = 'yes' | 'no' | 'left';

/**
 * Whether to go on with what cannot simply be taken back: by `--yes`, or by a yes at the terminal.
 * @param question without the choices: `Push this to page 1234?`
 * @throws ConfirmationNeededError when there is neither
 */
export async function isConfirmed(
  context: CliContext,
  question: string,
  yes: boolean,
): Promise<boolean> {
  return (await answerTo(context, question, yes)) === 'yes';
}

/** The same for whoever has more to ask: after `left` there is nobody to ask. @throws ConfirmationNeededError */
export async function answerTo(
  { ask }: CliContext,
  question: string,
  yes: boolean,
): Promise<Answer> {
  if (yes) return 'yes';
  if (ask === undefined) throw new ConfirmationNeededError();
  const line = await ask(`${question} [y/N] `);
  if (line === null) return 'left';
  return /^y(es)?$/i.test(line.trim()) ? 'yes' : 'no';
}
