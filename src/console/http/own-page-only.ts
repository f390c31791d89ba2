import type { IncomingMessage } from 'node:http';
import { CrossSiteError, HostUnknownError, NotLocalError } from '../console.errors.js';

const LOOPBACK_PEER = /^(127(\.\d{1,3}){3}|::1|::ffff:127(\.\d{1,3}){3})$/;
const LOOPBACK_NAMES = ['localhost', '127.0.0.1', '[::1]'];
const HTTP_PORT = 80;

/**
 * Lets in what the console's own page asks for, in the demo from this machine alone.
 *
 * In live mode every name counts as ours: which one the proxy in front has is not known here. Nothing is lost by that, because the
 * page holds no secret there, and the API opens to a token that no browser sends by itself (docs/decisions/0014).
 * @throws NotLocalError, HostUnknownError, CrossSiteError
 */
export function admitOwnPage(request: IncomingMessage, mode: 'demo' | 'live'): void {
  if (mode === 'demo') admitLocal(request);
  const { host = '', origin } = request.headers;
  if (origin !== undefined && !isOwnOrigin(origin, host, mode)) throw new CrossSiteError('Origin');
  const site = request.headers['sec-fetch-site'];
  if (site !== undefined && site !== 'same-origin' && site !== 'none')
    throw new CrossSiteError('Sec-Fetch-Site');
}

function admitLocal({ socket, headers }: IncomingMessage): void {
  if (!LOOPBACK_PEER.test(socket.remoteAddress ?? '')) throw new NotLocalError();
  const hosts = ownHosts(socket);
  if (!hosts.includes((headers.host ?? '').toLowerCase())) throw new HostUnknownError(hosts);
}

/** The address that was connected to is one of this machine's own, as a demo on 127.0.0.2 has it. */
function ownHosts({ localAddress = '', localPort = 0 }: IncomingMessage['socket']): string[] {
  const port = localPort === HTTP_PORT ? '' : `:${localPort}`;
  const name = localAddress.replace(/^::ffff:/, '');
  const names = /^[\d.]+$/.test(name) ? [...LOOPBACK_NAMES, name] : LOOPBACK_NAMES;
  return [...new Set(names)].map((each) => each + port);
}

/** A proxy in front may have taken HTTPS off. */
function isOwnOrigin(origin: string, host: string, mode: 'demo' | 'live'): boolean {
  return origin === `http://${host}` || (mode === 'live' && origin === `https://${host}`);
}
