import {
  type ClientRequest,
  type IncomingHttpHeaders,
  type IncomingMessage,
  type RequestOptions,
  request as requestPlain,
} from 'node:http';
import { request as requestSecure } from 'node:https';

/**
 * Watches one request, to know afterwards whether Meta can have received any of it.
 *
 * Until the connection stands (TLS included) not a byte of the request leaves this machine, so a failure before
 * that is safe to repeat. From then on nobody knows. On a kept-alive connection that is from the start.
 */
export class ConnectionWatch {
  /** Bytes of the request may have left. */
  connected = false;
  /** The head of the answer, as soon as it is there. */
  head: { readonly status: number; readonly headers: IncomingHttpHeaders } | null = null;

  constructor(private readonly connectDeadlineMs: number) {}

  /** In place of `node:http` or `node:https`: axios calls it once a request. */
  readonly request = (
    options: RequestOptions,
    onAnswer: (answer: IncomingMessage) => void,
  ): ClientRequest => {
    const secure = options.protocol === 'https:';
    const request = (secure ? requestSecure : requestPlain)(options, (answer) => {
      this.head = { status: answer.statusCode ?? 0, headers: answer.headers };
      onAnswer(answer);
    });
    this.watch(request, secure ? 'secureConnect' : 'connect');
    return request;
  };

  private watch(request: ClientRequest, connects: 'connect' | 'secureConnect'): void {
    request.once('socket', (socket) => {
      if (!socket.connecting) {
        this.connected = true;
        return;
      }
      const timer = setTimeout(
        () => request.destroy(new ConnectDeadline()),
        this.connectDeadlineMs,
      );
      socket.once(connects, () => {
        this.connected = true;
        clearTimeout(timer);
      });
      socket.once('close', () => clearTimeout(timer));
    });
  }
}

class ConnectDeadline extends Error {
  readonly code = 'ETIMEDOUT';
  override readonly name = 'ConnectDeadline';
}
