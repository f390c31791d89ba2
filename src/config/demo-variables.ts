import { randomBytes } from 'node:crypto';
import { isLoopback } from './environment.rules.js';

/** The page of the demo mode. */
const DEMO_PAGE_ID = '100000000000001';
const DEMO_APP_ID = '200000000000002';

/** What Meta would have given: new secrets at every start, and the stand-in for Graph inside this process. */
export function demoVariables(set: Readonly<Record<string, string>>): Record<string, string> {
  const host = set['HOST'] ?? '127.0.0.1';
  const port = set['PORT'] ?? '3000';
  return {
    META_APP_SECRET: randomBytes(16).toString('hex'),
    META_VERIFY_TOKEN: randomBytes(16).toString('hex'),
    META_PAGE_TOKENS: `${DEMO_PAGE_ID}:DEMO${randomBytes(16).toString('hex')}`,
    META_APP_ID: DEMO_APP_ID,
    META_GRAPH_URL: `http://${hostInUrl(host)}:${port}/simulator/graph`,
    HOST: host,
  };
}

/** The stand-in is reached where the service listens; a host that is refused anyway must not show up as a bad Graph URL. */
function hostInUrl(host: string): string {
  if (!isLoopback(host)) return '127.0.0.1';
  return host === '::1' ? '[::1]' : host;
}
