import type { INestApplicationContext } from '@nestjs/common';
import type { Environment } from '../config/index.js';
import type { MenuTime } from '../menu/index.js';

/** What the commands work with. */
export interface CliContext {
  /** The environment variables. */
  readonly variables: Readonly<Record<string, string | undefined>>;
  /** Makes the application without starting it. */
  readonly create: (environment: Environment) => Promise<INestApplicationContext>;
  readonly output: CliOutput;
  /** Whoever sits at the terminal; absent when nobody does. */
  readonly ask?: Ask | undefined;
  /** In which calls to Meta wait their turn; by default the machine's. */
  readonly time?: MenuTime | undefined;
}

/** Puts a question to whoever sits at the terminal. @returns their line; `null` when they leave */
export type Ask = (question: string) => Promise<string | null>;

export interface CliOutput {
  /** For what was asked: what a pipe gets. */
  readonly write: (text: string) => void;
  /** For what went wrong. */
  readonly writeError: (text: string) => void;
  /** Characters a line: of the terminal, at most 100 so that lines stay readable; 80 in a pipe. */
  readonly width: number;
  /** Whether somebody looks at it. Left out: no. */
  readonly isTerminal?: boolean;
}

/** How a command ended. */
export const EXIT = {
  fine: 0,
  /** There is something to mend. */
  findings: 1,
  /** It was called wrongly, or could not do its work. */
  usage: 2,
} as const;

export type ExitCode = (typeof EXIT)[keyof typeof EXIT];

const WIDTH = { pipe: 80, max: 100 } as const;

/** This process's own terminal, or whatever stands in its place. */
export function processOutput(): CliOutput {
  return {
    write: (text) => void process.stdout.write(text),
    writeError: (text) => void process.stderr.write(text),
    width: Math.min(columnsOf(process.stdout), WIDTH.max),
    isTerminal: process.stdout.isTTY,
  };
}

/** A terminal that does not know its size says 0. */
function columnsOf({ columns }: NodeJS.WriteStream): number {
  return columns > 0 ? columns : WIDTH.pipe;
}
