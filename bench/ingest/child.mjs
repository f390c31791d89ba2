import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { PAGE_ID, SECRET } from './deliveries.mjs';

/** Another process of the benchmark, which answers each message with one. */
export class Child {
  constructor(script, { variables = {}, execArgv = [], execPath = process.execPath } = {}) {
    this.child = fork(fileURLToPath(new URL(script, import.meta.url)), {
      execArgv,
      execPath,
      env: { PATH: process.env.PATH, META_APP_SECRET: SECRET, ...variables },
    });
    this.child.on('exit', (code) => {
      if (code) throw new Error(`${script} ended with ${code}`);
    });
  }

  /** The first message of a service: where it listens. */
  static async service(script, options) {
    const service = new Child(script, options);
    const [{ port }] = await once(service.child, 'message');
    return Object.assign(service, { port });
  }

  async ask(kind, order = {}) {
    this.child.send({ kind, ...order });
    const [answer] = await once(this.child, 'message');
    return answer;
  }

  async end() {
    if (this.child.connected) this.child.disconnect();
    if (this.child.exitCode === null) await once(this.child, 'exit');
  }
}

/** What the whole service needs to be one with a page of its own. */
export function environmentOf({ port, path, graphUrl }) {
  return {
    HOST: '127.0.0.1',
    PORT: String(port),
    LOG_LEVEL: 'warn',
    STORE_URL: `sqlite:${path}`,
    META_VERIFY_TOKEN: 'a-long-and-random-verify-token',
    META_PAGE_TOKENS: `${PAGE_ID}:EAA-page-token`,
    META_GRAPH_URL: graphUrl,
  };
}
