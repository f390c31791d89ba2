import { setTimeout as after } from 'node:timers/promises';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { type Answer, jsonAnswer, metaError } from './graph-stub.js';

/** What goes wrong, each with the same share; `sent` says whether the person has the message all the same. */
const FAULTS: readonly { readonly sent: boolean; readonly answer: Answer }[] = [
  { sent: false, answer: jsonAnswer(429, '') },
  { sent: false, answer: jsonAnswer(400, metaError(613)) },
  { sent: false, answer: jsonAnswer(503, metaError(2)) },
  { sent: true, answer: (_response, request) => request.socket.resetAndDestroy() },
  { sent: true, answer: trickle },
  { sent: false, answer: jsonAnswer(502, '<html>Bad Gateway</html>') },
];
const SHARE = 0.1;
const ECHO_DELAY_MS = 10;
/** So that the same seed sees the same faults, and no message has nothing but bad luck. */
const FAULTS_IN_A_ROW_MAX = 3;

/** A message that a person has in their chat. */
export interface Delivered {
  readonly userId: string;
  readonly text: string;
  readonly intentId: string;
  /** When it came, by the clock of the test. */
  readonly at: number;
}

export interface ChaosOptions {
  readonly seed: number;
  readonly now: () => number;
  /** Tells the bot what it has sent, as Meta does. */
  readonly echo: (intentId: string) => Promise<void>;
}

/** A Graph of which 6 in 10 answers go wrong, in ways that leave open whether the message arrived. */
export class ChaosGraph {
  readonly delivered: Delivered[] = [];
  private readonly echoes: Promise<void>[] = [];
  private readonly unlucky = new Map<string, number>();
  private state: number;

  constructor(private readonly options: ChaosOptions) {
    this.state = options.seed;
  }

  /** @param body of the request */
  answer(body: unknown, response: ServerResponse, request: IncomingMessage): void {
    const { recipient, message } = body as {
      recipient: { id: string };
      message: { text: string; metadata: string };
    };
    const fault = this.draw(message.metadata);
    if (!fault || fault.sent) {
      this.delivered.push({
        userId: recipient.id,
        text: message.text,
        intentId: message.metadata,
        at: this.options.now(),
      });
      this.echoes.push(after(ECHO_DELAY_MS).then(() => this.options.echo(message.metadata)));
    }
    const taken = jsonAnswer(200, { recipient_id: recipient.id, message_id: `m_${this.state}` });
    (fault?.answer ?? taken)(response, request);
  }

  /** Every echo so far has come in, a moment after the message. */
  async quiet(): Promise<void> {
    await after(ECHO_DELAY_MS);
    await Promise.all(this.echoes.splice(0));
  }

  private draw(intentId: string): (typeof FAULTS)[number] | undefined {
    const inARow = this.unlucky.get(intentId) ?? 0;
    const fault =
      inARow < FAULTS_IN_A_ROW_MAX ? FAULTS[Math.floor(this.random() / SHARE)] : undefined;
    this.unlucky.set(intentId, fault ? inARow + 1 : 0);
    return fault;
  }

  /** Numbers from 0 to 1 that are the same each time (mulberry32). */
  private random(): number {
    this.state = (this.state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(this.state ^ (this.state >>> 15), 1 | this.state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  }
}

function trickle(response: ServerResponse): void {
  response.writeHead(200);
  const timer = setInterval(() => response.write(' '), 20);
  response.once('close', () => clearInterval(timer));
}
