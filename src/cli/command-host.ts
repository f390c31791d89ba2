import type { Command } from 'commander';
import type { CliContext, ExitCode } from './cli-context.js';

/** What a command is added to. */
export interface CommandHost {
  readonly program: Command;
  readonly context: CliContext;
  /** Says how the command ended. Without it: 0. */
  readonly done: (code: ExitCode) => void;
}
