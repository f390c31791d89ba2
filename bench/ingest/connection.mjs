// One keep-alive connection that has one request under way. `node:http` as a client costs more than the services that are
// measured, and would be measured with them on a machine of two cores.
import { once } from 'node:events';
import { connect } from 'node:net';

const HEAD_END = '\r\n\r\n';

export class Connection {
  #received = '';
  #answered = null;

  static async open(port) {
    const connection = new Connection();
    connection.socket = connect({ port, host: '127.0.0.1', noDelay: true });
    connection.socket.setEncoding('latin1');
    await once(connection.socket, 'connect');
    connection.socket.on('data', (data) => connection.#read(data));
    connection.socket.on('close', () => connection.#answered?.('closed'));
    return connection;
  }

  /** Resolves with the status, or with `closed`. */
  post(bytes) {
    return new Promise((resolve) => {
      this.#answered = resolve;
      this.socket.write(bytes);
    });
  }

  close() {
    this.socket.destroy();
  }

  #read(data) {
    this.#received += data;
    const headEnd = this.#received.indexOf(HEAD_END);
    if (headEnd < 0) return;
    const length = /^content-length: *(\d+)/im.exec(this.#received)?.[1];
    if (length === undefined) throw new Error(`an answer without a length: ${this.#received}`);
    if (this.#received.length < headEnd + HEAD_END.length + Number(length)) return;
    const status = this.#received.slice('HTTP/1.1 '.length, 'HTTP/1.1 200'.length);
    const answered = this.#answered;
    this.#received = '';
    this.#answered = null;
    answered(status);
  }
}
