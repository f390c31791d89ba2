/** One variable that keeps the service from starting. Never holds the variable's value. */
export interface EnvironmentProblem {
  readonly variable: string;
  readonly problem: string;
}

/** The environment is not fit to start with; names every bad variable at once. The process ends with {@link exitCode}. */
export class EnvironmentError extends Error {
  readonly code = 'ENVIRONMENT_INVALID' as const;
  /** EX_CONFIG of sysexits(3). */
  readonly exitCode = 78;

  constructor(readonly problems: readonly EnvironmentProblem[]) {
    const lines = problems.map(({ variable, problem }) => `  ${variable} ${problem}`);
    super(
      [
        'ENVIRONMENT_INVALID: the service does not start with these variables.',
        ...lines,
        'Set them as the README describes, or unset every META_* variable to try the demo mode.',
      ].join('\n'),
    );
    this.name = 'EnvironmentError';
  }
}
