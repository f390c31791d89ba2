import type { INestApplication } from '@nestjs/common';
import type { Environment } from './config/index.js';

/** Nobody can listen where HOST and PORT say. The process ends with {@link exitCode}. */
class ListenError extends Error {
  readonly code = 'LISTEN_FAILED' as const;
  /** EX_CONFIG of sysexits(3). */
  readonly exitCode = 78;

  constructor(
    readonly host: string,
    readonly port: number,
    cause: unknown,
  ) {
    const reason = cause instanceof Error && 'code' in cause ? String(cause.code) : String(cause);
    super(
      `LISTEN_FAILED: the service cannot listen on ${host}:${port} (${reason}). ` +
        'Set HOST to an address of this machine and PORT to one that nobody else uses.',
      { cause },
    );
    this.name = 'ListenError';
  }
}

/** @throws ListenError when the address is taken or not ours; whatever keeps the application from starting, as it is */
export async function listen(app: INestApplication, { host, port }: Environment): Promise<void> {
  await app.init();
  try {
    await app.listen(port, host);
  } catch (cause) {
    throw new ListenError(host, port, cause);
  }
}
