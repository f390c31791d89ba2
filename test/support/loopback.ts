import { once } from 'node:events';
import { type Server } from 'node:net';

/** Listens on a free port of this machine alone. Works for `node:net`, `node:http` and `node:https`. */
export async function listenOnLoopback(server: Server): Promise<number> {
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const address = server.address();
  if (typeof address !== 'object' || address === null) throw new Error('no port');
  return address.port;
}

/** Ends when the last connection is closed. */
export function closed(server: Server): Promise<unknown> {
  return new Promise((resolve) => server.close(resolve));
}

/** A port on which nobody listens. */
export async function unusedPort(server: Server): Promise<number> {
  const port = await listenOnLoopback(server);
  await closed(server);
  return port;
}
