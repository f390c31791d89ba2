import { printable } from './printable.js';

/**
 * Does one of several things, of which one that fails does not stop the others.
 * @returns for people `FAILED (CODE: what happened)`; `null` when it was done
 * @throws what nobody foresaw
 */
export async function failureOf(run: () => Promise<void>): Promise<string | null> {
  try {
    await run();
    return null;
  } catch (error) {
    if (!(error instanceof Error) || !('code' in error)) throw error;
    return `FAILED (${printable(error.message.replaceAll(/\s*\n\s*/g, ' '))})`;
  }
}
