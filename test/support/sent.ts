import { GraphStub, jsonAnswer } from './graph-stub.js';
import { until } from './until.js';

/** What a service sent to Graph, by person. */
export class Sent {
  private constructor(private readonly stub: GraphStub) {}

  static async start(): Promise<Sent> {
    const stub = await GraphStub.start();
    let mids = 0;
    stub.answer = (response, request) =>
      jsonAnswer(200, { recipient_id: '1', message_id: `m_sent_${(mids += 1)}` })(
        response,
        request,
      );
    return new Sent(stub);
  }

  get url(): string {
    return this.stub.url;
  }

  get requests(): readonly { readonly line: string; readonly body: unknown }[] {
    return this.stub.received;
  }

  /** The texts that one person got, in order. */
  textsTo(userId: string): string[] {
    return this.stub.received.flatMap(({ body }) => {
      const { recipient, message } = body as {
        recipient: { id: string };
        message?: { text?: string };
      };
      return recipient.id === userId && message?.text !== undefined ? [message.text] : [];
    });
  }

  /** Resolves when one person got this text. */
  until(userId: string, text: string): Promise<void> {
    return until(() => this.textsTo(userId).includes(text));
  }

  close(): Promise<void> {
    return this.stub.close();
  }
}
