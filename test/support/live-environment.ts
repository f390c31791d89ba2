import { type Environment, loadEnvironment } from '../../src/config/index.js';
import { PAGE, SECRET, TOKEN } from './graph-stub.js';

interface LiveOptions {
  readonly graphUrl: string;
  /** The SQLite file; by default memory. */
  readonly database?: string;
  readonly appId?: string;
  readonly graphVersion?: string;
  /** Tokens by page. */
  readonly pages?: Readonly<Record<string, string>>;
}

/** The environment of a service that is not in demo mode. */
export function liveEnvironment({
  graphUrl,
  database = ':memory:',
  appId,
  graphVersion,
  pages = { [PAGE]: TOKEN },
}: LiveOptions): Environment {
  return loadEnvironment({
    STORE_URL: `sqlite:${database}`,
    META_APP_SECRET: SECRET,
    META_VERIFY_TOKEN: 'a-long-and-random-verify-token',
    META_PAGE_TOKENS: Object.entries(pages)
      .map((pair) => pair.join(':'))
      .join(','),
    META_GRAPH_URL: graphUrl,
    META_APP_ID: appId,
    META_GRAPH_VERSION: graphVersion,
  });
}
