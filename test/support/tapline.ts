import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';

export interface Ran {
  readonly code: number | null;
  readonly output: string;
  readonly errors: string;
}

interface How {
  readonly project?: string;
  readonly variables?: Readonly<Record<string, string>>;
}

const ARGS = ['--enable-source-maps', 'dist/tapline.js'];

/** Runs the built `tapline` of a project, by default of this one. */
export function tapline(args: readonly string[], how: How = {}): Ran {
  const options = { ...optionsOf(how), encoding: 'utf8' } as const;
  const { status, stdout, stderr } = spawnSync(process.execPath, [...ARGS, ...args], options);
  return { code: status, output: stdout, errors: stderr };
}

/** The same, so that several run at once. */
export async function taplineAtOnce(args: readonly string[], how: How = {}): Promise<Ran> {
  const child = spawn(process.execPath, [...ARGS, ...args], optionsOf(how));
  const [output, errors] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    once(child, 'close'),
  ]);
  return { code: child.exitCode, output, errors };
}

function optionsOf({ project = '.', variables = {} }: How) {
  return { cwd: project, env: { PATH: process.env['PATH'], ...variables } };
}
