import { randomBytes } from 'node:crypto';

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
    META_GRAPH_URL: `http://${host === '::1' ? '[::1]' : '127.0.0.1'}:${port}/simulator/graph`,
    HOST: host,
  };
}
