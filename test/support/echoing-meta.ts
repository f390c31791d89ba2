import { EventEmitter, once } from 'node:events';
import { createServer, type Server } from 'node:http';
import { setTimeout as after } from 'node:timers/promises';
import { closed, listenOnLoopback } from './loopback.js';
import { PAGE, type Service } from './service.js';

/** A Graph that delivers whatever it is sent, a little later, and says so in an echo when it is asked to. */
export class EchoingMeta {
  /** How often each intent was delivered. */
  readonly delivered = new Map<string, number>();
  service: Service | null = null;
  private isClosed = false;
  private readonly underWay = new Set<Promise<void>>();
  private readonly news = new EventEmitter();
  private readonly server: Server = createServer((request, response) => {
    let text = '';
    request.on('data', (data: Buffer) => (text += data.toString()));
    request.on('end', () => {
      const { recipient, message } = JSON.parse(text) as {
        recipient: { id: string };
        message?: { metadata: string };
      };
      if (message) this.deliver(recipient.id, message.metadata);
      this.news.emit('asked');
      const answer = JSON.stringify({ recipient_id: recipient.id, message_id: 'm_1' });
      setTimeout(() => response.end(answer), Math.random() * 20);
    });
  });

  constructor(private readonly echoes: boolean) {}

  async start(): Promise<string> {
    return `http://127.0.0.1:${await listenOnLoopback(this.server)}`;
  }

  /** Delivers nothing any more, what no service took either. */
  async close(): Promise<void> {
    this.isClosed = true;
    this.server.closeAllConnections();
    await closed(this.server);
  }

  /** Delivers an event as Meta does: again and again until it is answered with 200, or there is no Meta any more. */
  async post(item: object): Promise<void> {
    const body = { object: 'page', entry: [{ id: PAGE.id, time: Date.now(), messaging: [item] }] };
    while (!this.isClosed) {
      const answer = await this.service?.post(body).catch(() => null);
      if (answer?.status === 200) return;
      await after(100);
    }
  }

  /** Resolves when a request has just come and has no answer yet. */
  async asked(): Promise<void> {
    await once(this.news, 'asked');
  }

  /** Resolves when every echo has been taken. */
  async echoed(): Promise<void> {
    while (this.underWay.size > 0) await Promise.all(this.underWay);
  }

  private deliver(userId: string, intentId: string): void {
    this.delivered.set(intentId, (this.delivered.get(intentId) ?? 0) + 1);
    if (!this.echoes) return;
    const message = { is_echo: true, mid: `m_${intentId}`, metadata: intentId };
    const sides = { sender: { id: PAGE.id }, recipient: { id: userId } };
    const echo = after(5 + Math.random() * 45)
      .then(() => this.post({ ...sides, timestamp: Date.now(), message }))
      .finally(() => this.underWay.delete(echo));
    this.underWay.add(echo);
  }
}
