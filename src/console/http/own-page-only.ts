import type { IncomingMessage } from 'node:http';
import { otherSiteIn, ownHosts, strangerIn } from '../../simulator/index.js';
import {
  type ConsoleError,
  CrossSiteError,
  HostUnknownError,
  NotLocalError,
} from '../console.errors.js';

/**
 * Lets in what the console's own page asks for, in the demo from this machine alone.
 *
 * In live mode every name counts as ours: which one the proxy in front has is not known here. Nothing is lost by that, because the
 * page holds no secret there, and the API opens to a token that no browser sends by itself (docs/decisions/0014).
 * @throws NotLocalError, HostUnknownError, CrossSiteError
 */
export function admitOwnPage(request: IncomingMessage, mode: 'demo' | 'live'): void {
  const refusal = mode === 'demo' ? demoRefusal(request) : liveRefusal(request);
  if (refusal !== null) throw refusal;
}

function demoRefusal(request: IncomingMessage): ConsoleError | null {
  const stranger = strangerIn(request);
  if (stranger === null) return null;
  if (stranger === 'peer') return new NotLocalError();
  return stranger === 'Host'
    ? new HostUnknownError(ownHosts(request))
    : new CrossSiteError(stranger);
}

/** A proxy in front may have taken HTTPS off. */
function liveRefusal(request: IncomingMessage): ConsoleError | null {
  const { host = '' } = request.headers;
  const header = otherSiteIn(request, [`http://${host}`, `https://${host}`]);
  return header === null ? null : new CrossSiteError(header);
}
