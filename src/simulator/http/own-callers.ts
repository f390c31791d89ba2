import type { IncomingMessage } from 'node:http';

const LOOPBACK_PEER = /^(127(\.\d{1,3}){3}|::1|::ffff:127(\.\d{1,3}){3})$/;
const LOOPBACK_NAMES = ['localhost', '127.0.0.1', '[::1]'];
const HTTP_PORT = 80;

/** A header by which the browser says that another site's page makes a request. */
export type SiteHeader = 'Origin' | 'Sec-Fetch-Site';

/**
 * What gives a request away that comes from elsewhere; `null` when nothing does. A page on the web can reach a loopback port: by a
 * name that it has resolve to here, which `Host` tells, or by a plain cross-site request, which `Origin` tells, or `Sec-Fetch-Site`
 * where a GET has no `Origin`.
 */
export function strangerIn(request: IncomingMessage): 'peer' | 'Host' | SiteHeader | null {
  if (!LOOPBACK_PEER.test(request.socket.remoteAddress ?? '')) return 'peer';
  const { host = '' } = request.headers;
  if (!ownHosts(request).includes(host.toLowerCase())) return 'Host';
  return otherSiteIn(request, [`http://${host}`]);
}

/** Which header names another site than these origins; `null` when none does. */
export function otherSiteIn(
  { headers }: IncomingMessage,
  origins: readonly string[],
): SiteHeader | null {
  const { origin, 'sec-fetch-site': site = 'none' } = headers;
  if (origin !== undefined && !origins.includes(origin)) return 'Origin';
  return ['none', 'same-origin'].includes(site) ? null : 'Sec-Fetch-Site';
}

/** Names of this machine, with the port. The address that was connected to is one, as with a demo on 127.0.0.2. */
export function ownHosts({ socket }: IncomingMessage): readonly string[] {
  const { localAddress = '', localPort = 0 } = socket;
  const port = localPort === HTTP_PORT ? '' : `:${localPort}`;
  const name = localAddress.replace(/^::ffff:/, '');
  const names = /^[\d.]+$/.test(name) ? [...LOOPBACK_NAMES, name] : LOOPBACK_NAMES;
  return [...new Set(names)].map((each) => each + port);
}
