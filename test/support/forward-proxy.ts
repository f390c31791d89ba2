import { createServer, request, type Server } from 'node:http';
import type { Socket } from 'node:net';
import { listenOnLoopback } from './loopback.js';

/** Stands between a browser and a service as a proxy does, and can cut all connections at once. */
export class ForwardProxy {
  private readonly sockets = new Set<Socket>();

  private constructor(
    private readonly server: Server,
    readonly url: string,
  ) {
    server.on('connection', (socket) => {
      this.sockets.add(socket);
      socket.once('close', () => this.sockets.delete(socket));
    });
  }

  static async start(): Promise<ForwardProxy> {
    const server = createServer((incoming, answer) => {
      const { method, headers, url = '' } = incoming;
      const outgoing = request(url, { method, headers }, (response) => {
        answer.writeHead(response.statusCode ?? 502, response.headers);
        response.pipe(answer);
      });
      outgoing.on('error', () => answer.destroy());
      answer.on('close', () => outgoing.destroy());
      incoming.pipe(outgoing);
    });
    return new ForwardProxy(server, `http://127.0.0.1:${await listenOnLoopback(server)}`);
  }

  /** Every connection ends in the middle of what it was doing; new ones are taken. */
  cut(): void {
    for (const socket of this.sockets) socket.destroy();
  }

  async end(): Promise<void> {
    this.cut();
    await new Promise((done) => this.server.close(done));
  }
}
