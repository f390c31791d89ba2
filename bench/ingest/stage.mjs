import { once } from 'node:events';
import { createServer } from 'node:http';
import { Child, environmentOf } from './child.mjs';
import { InboxFile } from './inbox-file.mjs';

/** The processes of one part of the benchmark: a load generator, a Graph that takes everything, and the services. */
export class Stage {
  #children = [];
  /** When which text came to Graph. */
  sentAt = new Map();

  static async set(path) {
    const stage = new Stage();
    stage.path = path;
    stage.graph = createServer((request, response) => void stage.#take(request, response));
    stage.graph.listen(0, '127.0.0.1');
    await once(stage.graph, 'listening');
    stage.load = stage.#keep(new Child('load.mjs'));
    return stage;
  }

  /** (a). @param options how Node runs it */
  async whole(options = {}) {
    const graphUrl = `http://127.0.0.1:${this.graph.address().port}`;
    const variables = environmentOf({ port: await unusedPort(), path: this.path, graphUrl });
    const service = this.#keep(await Child.service('whole-service.mjs', { variables, ...options }));
    this.inbox = new InboxFile(this.path);
    return service;
  }

  async naive() {
    return this.#keep(await Child.service('naive-service.mjs', { variables: { PORT: '0' } }));
  }

  async bare() {
    return this.#keep(await Child.service('bare-service.mjs', { variables: { PORT: '0' } }));
  }

  async strike() {
    this.inbox?.close();
    for (const child of this.#children.toReversed()) await child.end();
    this.graph.close();
  }

  #keep(child) {
    this.#children.push(child);
    return child;
  }

  async #take(request, response) {
    const atMs = Number(process.hrtime.bigint()) / 1e6;
    let body = '';
    for await (const chunk of request) body += chunk;
    const { message } = parsed(body);
    if (message?.text) this.sentAt.set(message.text, atMs);
    response.setHeader('Content-Type', 'application/json');
    response.end(JSON.stringify({ recipient_id: '1', message_id: `m_${this.sentAt.size}` }));
  }
}

function parsed(body) {
  try {
    return JSON.parse(body);
  } catch {
    return {};
  }
}

async function unusedPort() {
  const server = createServer();
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address();
  server.close();
  await once(server, 'close');
  return port;
}
