import { Injectable } from '@nestjs/common';
import { ApiVersionWatch } from './api-version.watch.js';
import { appsecretProof } from './appsecret-proof.js';
import { graphFailure } from './graph-failure.js';
import { GraphError } from './graph.errors.js';
import { GraphOptions } from './graph.options.js';
import { type GraphRequest, GraphTransport, type Outcome } from './graph.transport.js';
import { isJsonObject, jsonList, jsonObject, type JsonObject } from './json-object.js';

/** Something that is asked or set, and is no message. */
export interface ManagementCall {
  readonly method: GraphRequest['method'];
  /** Below the version, without a slash at the front: `1234/subscribed_apps`. */
  readonly path: string;
  /** Of a GET or DELETE they stand in the address: nothing secret may be among them. */
  readonly params?: JsonObject;
  /** A GET whose parameters are secret: asked in a batch, they stand in its body. */
  readonly inBatch?: true;
}

export interface ManagementAnswer {
  readonly body: JsonObject;
  /** What Meta's clock said, in milliseconds since 1970, whole seconds; `null` when it did not say. */
  readonly serverTimeMs: number | null;
}

/**
 * Asks and sets what belongs to a page or to the app, once, within 10 s. The token goes into the body of a POST, and into the header
 * `Authorization` of everything else: never into an address. The proof stands in the address of a GET or DELETE; it is worth
 * nothing without the token.
 */
@Injectable()
export class ManagementClient {
  constructor(
    private readonly transport: GraphTransport,
    private readonly options: GraphOptions,
    private readonly versions: ApiVersionWatch,
  ) {}

  /** @throws GraphError with what Meta said, `token` at once when there is no token for the page */
  async ofPage(pageId: string, call: ManagementCall): Promise<ManagementAnswer> {
    const token = this.options.tokenOf(pageId);
    if (token === undefined) throw notMade(call, `there is no token for page ${pageId}`);
    return this.made(call, token);
  }

  /** With the token of the app itself. @throws GraphError, `token` at once when META_APP_ID is missing */
  async ofApp(call: ManagementCall): Promise<ManagementAnswer> {
    const { appId, appSecret } = this.options;
    if (appId === null) throw notMade(call, 'META_APP_ID is not set');
    return this.made(call, `${appId}|${appSecret}`);
  }

  /** Without any token. @throws GraphError, which is what Meta answers to that */
  async ofNobody(call: ManagementCall): Promise<ManagementAnswer> {
    return this.made(call, null);
  }

  private async made(call: ManagementCall, token: string | null): Promise<ManagementAnswer> {
    const { url, version, deadlineMs, connectDeadlineMs, appSecret } = this.options;
    const proof = token === null ? null : appsecretProof(token, appSecret);
    const who = token === null ? null : { token, proof };
    const answered = await this.transport.exchange(requestOf(`${url}/${version}`, call, who), {
      deadlineMs,
      connectDeadlineMs,
    });
    const outcome = call.inBatch ? innerOutcome(answered) : answered;
    if (outcome.head !== null) this.versions.look(version, outcome.head.headers);
    const answer = answerOf(outcome);
    if (answer !== null) return answer;
    const secrets = [token, proof, ...secretsIn(call.params)].filter((secret) => secret !== null);
    const { method, path } = call;
    const kind = method === 'GET' ? 'question' : 'request';
    throw graphFailure({ kind, method, path, secrets }, outcome);
  }
}

interface Credentials {
  readonly token: string;
  readonly proof: string | null;
}

/** @param root Graph's address with the version */
function requestOf(root: string, call: ManagementCall, who: Credentials | null): GraphRequest {
  const { method, path, params = {}, inBatch } = call;
  const credentials = who ? { access_token: who.token, appsecret_proof: who.proof } : {};
  if (inBatch) {
    const batch = [{ method, relative_url: withQuery(path, params) }];
    return { method: 'POST', url: root, body: { batch, ...credentials } };
  }
  const url = `${root}/${path}`;
  if (method === 'POST') return { method, url, body: { ...params, ...credentials } };
  const headers: Record<string, string> = who ? { Authorization: `Bearer ${who.token}` } : {};
  const proof = who?.proof ? { appsecret_proof: who.proof } : {};
  return { method, url: withQuery(url, { ...params, ...proof }), headers };
}

function withQuery(address: string, params: JsonObject): string {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(params))
    query.set(name, typeof value === 'string' ? value : JSON.stringify(value));
  return query.size === 0 ? address : `${address}?${query.toString()}`;
}

/**
 * What a batch of one call says of that call: `[{"code":200,"headers":[…],"body":"{…}"}]`. When the batch itself was refused it is as
 * it came.
 * @see https://developers.facebook.com/docs/graph-api/batch-requests (read 2026-11-23)
 */
function innerOutcome(outcome: Outcome): Outcome {
  const { head, text } = outcome;
  const [inner] = text === null ? [] : jsonList(text);
  if (head === null || !isJsonObject(inner)) return outcome;
  const { code, body } = inner;
  if (typeof code !== 'number' || typeof body !== 'string') return outcome;
  return { ...outcome, head: { ...head, status: code }, text: body };
}

/** Only a JSON object with status 200 says that it was done. */
function answerOf({ head, text }: Outcome): ManagementAnswer | null {
  if (head?.status !== 200 || text === null) return null;
  const body = jsonObject(text);
  if (body === null || 'error' in body) return null;
  return { body, serverTimeMs: momentIn(head.headers.date) };
}

function momentIn(date: string | undefined): number | null {
  const moment = Date.parse(date ?? '');
  return Number.isNaN(moment) ? null : moment;
}

/** Parameters that are secrets: a token that is asked about, the verify token. */
function secretsIn(params: JsonObject = {}): readonly string[] {
  const secrets = [params['input_token'], params['verify_token']];
  return secrets.filter((value) => typeof value === 'string');
}

export function notMade({ method, path }: ManagementCall, why: string): GraphError {
  return new GraphError({
    kind: 'request',
    verdict: 'token',
    problem: `${method} /${path} was not made: ${why}.`,
  });
}
