/** The stand-in for Meta cannot listen where it was told to. */
export class PortUnusableError extends Error {
  readonly code = 'SIMULATOR_PORT_UNUSABLE' as const;

  constructor(
    readonly host: string,
    readonly port: number,
    options: ErrorOptions,
  ) {
    super(
      `SIMULATOR_PORT_UNUSABLE: nobody can listen on ${host}:${port}${reasonOf(options.cause)}. Choose another --port.`,
      options,
    );
    this.name = 'PortUnusableError';
  }
}

function reasonOf(cause: unknown): string {
  const has = typeof cause === 'object' && cause !== null && 'code' in cause;
  return has ? ` (${String(cause.code)})` : '';
}
