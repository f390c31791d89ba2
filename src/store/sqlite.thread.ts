import { extname } from 'node:path';
import { Worker } from 'node:worker_threads';
import type {
  SqliteAnswer,
  SqliteQuestion,
  SqliteReply,
  SqliteThreadStart,
} from './sqlite.session.js';

interface Asked {
  readonly resolve: (answer: SqliteAnswer) => void;
  readonly reject: (error: Error) => void;
}

/**
 * A connection in a thread of its own, because a disk may take its time to sync: then whoever asked waits, and nobody else.
 * Questions are answered in the order in which they were asked.
 */
export class SqliteThread {
  private readonly worker: Worker;
  private readonly ended: Promise<void>;
  private readonly asked: Asked[] = [];
  private failure: Error | null = null;

  constructor(sqlite: SqliteThreadStart['sqlite']) {
    // The same file as it stands beside this one: compiled, or as its author wrote it.
    const script = new URL(`./sqlite.session${extname(import.meta.url)}`, import.meta.url);
    const workerData: SqliteThreadStart = { sqlite };
    // Neither preloaded modules nor secrets are the thread's business.
    this.worker = new Worker(script, { workerData, execArgv: [], env: {}, name: 'sqlite' });
    this.worker.unref();
    this.worker.on('message', (reply: SqliteReply) => this.settle(reply));
    this.ended = new Promise((resolve) => {
      this.worker.on('error', (error: Error) => this.failAll(error));
      this.worker.on('exit', () => {
        this.failAll(new Error('the thread of the database has ended'));
        resolve();
      });
    });
  }

  run(question: SqliteQuestion): Promise<SqliteAnswer> {
    return new Promise((resolve, reject) => {
      if (this.failure) return reject(this.failure);
      if (this.asked.length === 0) this.worker.ref(); // The process does not end before it has its answer.
      this.asked.push({ resolve, reject });
      this.tell(question);
    });
  }

  async close(): Promise<void> {
    this.worker.ref();
    this.tell(null);
    await this.ended;
  }

  private tell(message: SqliteQuestion | null): void {
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread, not a window
    this.worker.postMessage(message);
  }

  private settle(reply: SqliteReply): void {
    const first = this.asked.shift();
    if (this.asked.length === 0) this.worker.unref();
    if ('rows' in reply) first?.resolve(reply);
    else first?.reject(Object.assign(new Error(reply.message), reply));
  }

  private failAll(error: Error): void {
    this.failure ??= error;
    for (const { reject } of this.asked.splice(0)) reject(error);
  }
}
