import { spawnSync } from 'node:child_process';

export interface Ran {
  readonly code: number | null;
  readonly output: string;
  readonly errors: string;
}

/** Runs the built `tapline` of a project, by default of this one. */
export function tapline(
  args: readonly string[],
  {
    project = '.',
    variables = {},
  }: {
    readonly project?: string;
    readonly variables?: Readonly<Record<string, string>>;
  } = {},
): Ran {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    ['--enable-source-maps', 'dist/tapline.js', ...args],
    { cwd: project, encoding: 'utf8', env: { PATH: process.env['PATH'], ...variables } },
  );
  return { code: status, output: stdout, errors: stderr };
}
