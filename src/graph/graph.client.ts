import { Injectable } from '@nestjs/common';
import { type SendCall } from '../messaging/index.js';
import { type ApiVersionMismatch, ApiVersionWatch } from './api-version.watch.js';
import { type Brake, brakesOf } from './brakes.js';
import { appsecretProof } from './appsecret-proof.js';
import { graphFailure } from './graph-failure.js';
import { GraphError } from './graph.errors.js';
import { GraphOptions } from './graph.options.js';
import { GraphTransport, type Outcome } from './graph.transport.js';
import { isJsonObject, jsonObject, type JsonObject } from './json-object.js';

/** Meta took it. */
export interface SendReceipt {
  /** `null` for sender actions and handovers, which are no messages. */
  readonly messageId: string | null;
  /** What has to make fewer calls from now on, see `Brake`. */
  readonly brakes: readonly Brake[];
}

/** We call Meta. The token goes into the body only, where no proxy or log looks. */
@Injectable()
export class GraphClient {
  constructor(
    private readonly transport: GraphTransport,
    private readonly options: GraphOptions,
    private readonly versions: ApiVersionWatch,
  ) {}

  /** Takes another token for a page, from the next call on and until the process ends. */
  replaceToken(pageId: string, token: string): void {
    this.options.replaceToken(pageId, token);
  }

  /** Whether there is a token for a page. */
  hasToken(pageId: string): boolean {
    return this.options.tokenOf(pageId) !== undefined;
  }

  /** Set when Meta answers by another version of Graph than it is asked for. */
  get versionMismatch(): ApiVersionMismatch | null {
    return this.versions.mismatch;
  }

  /**
   * Sends one thing to one person, once: repeating is the caller's decision, because Meta knows no idempotency key.
   * Returns or throws within the deadline (10 s; 90 s for files).
   * @param pageId whose conversation it is; decides the token
   * @throws GraphError with a verdict on what to do; `token` at once when the page has none
   */
  async send(pageId: string, call: SendCall): Promise<SendReceipt> {
    const { appSecret, url, version } = this.options;
    const token = this.options.tokenOf(pageId);
    if (token === undefined) throw withoutToken(pageId, call);
    const proof = appsecretProof(token, appSecret);
    const outcome = await this.transport.exchange(
      {
        method: 'POST',
        url: `${url}/${version}/${encodeURIComponent(pageId)}/${call.edge}`,
        body: { ...call.body, access_token: token, appsecret_proof: proof },
      },
      this.limitsOf(call),
    );
    if (outcome.head !== null) this.versions.look(version, outcome.head.headers);
    const receipt = receiptOf(call, outcome);
    if (receipt !== null) return receipt;
    const path = `${pageId}/${call.edge}`;
    throw graphFailure({ kind: 'send', method: 'POST', path, secrets: [token, proof] }, outcome);
  }

  private limitsOf(call: SendCall): { deadlineMs: number; connectDeadlineMs: number } {
    const { deadlineMs, mediaDeadlineMs, connectDeadlineMs } = this.options;
    return { deadlineMs: isFile(call) ? mediaDeadlineMs : deadlineMs, connectDeadlineMs };
  }
}

/** Whether Meta has to fetch something before it answers. */
function isFile({ body }: SendCall): boolean {
  const message = body['message'];
  const attachment = isJsonObject(message) ? message['attachment'] : undefined;
  return isJsonObject(attachment) && attachment['type'] !== 'template';
}

/** What Meta's answer proves; `null` when it proves nothing, even with status 200. */
function receiptOf(call: SendCall, { head, text }: Outcome): SendReceipt | null {
  if (head?.status !== 200 || text === null) return null;
  const answer = jsonObject(text);
  const taken = answer && takenOf(call, answer);
  return taken && { ...taken, brakes: brakesOf(head.headers) };
}

function takenOf(call: SendCall, answer: JsonObject): Taken | null {
  return 'message' in call.body ? messageReceipt(answer) : actionReceipt(answer);
}

type Taken = Pick<SendReceipt, 'messageId'>;

/** `{"recipient_id":"…","message_id":"m_…"}` */
function messageReceipt({ message_id: messageId }: JsonObject): Taken | null {
  return typeof messageId === 'string' && messageId !== '' ? { messageId } : null;
}

/** `{"recipient_id":"…"}` for sender actions; `{"success":true}` for handovers, in some of Meta's samples `"true"`. */
function actionReceipt({ recipient_id: recipientId, success }: JsonObject): Taken | null {
  const taken = typeof recipientId === 'string' || success === true || success === 'true';
  return taken ? { messageId: null } : null;
}

function withoutToken(pageId: string, { edge }: SendCall): GraphError {
  return new GraphError({
    kind: 'send',
    verdict: 'token',
    problem: `POST /${pageId}/${edge} was not made: there is no token for page ${pageId}.`,
  });
}
