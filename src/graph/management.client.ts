import { Injectable } from '@nestjs/common';
import { ApiVersionWatch } from './api-version.watch.js';
import { appsecretProof } from './appsecret-proof.js';
import { graphFailure } from './graph-failure.js';
import { GraphError } from './graph.errors.js';
import { GraphOptions } from './graph.options.js';
import { GraphTransport, type Outcome } from './graph.transport.js';
import { jsonObject, type JsonObject } from './json-object.js';

/** Something that is asked or set, and is no message. */
export interface ManagementCall {
  readonly method: 'GET' | 'POST' | 'DELETE';
  /** Below the version, without a slash at the front: `1234/subscribed_apps`. */
  readonly path: string;
  readonly params?: JsonObject;
}

export interface ManagementAnswer {
  readonly body: JsonObject;
  /** What Meta's clock said, in milliseconds since 1970, whole seconds; `null` when it did not say. */
  readonly serverTimeMs: number | null;
}

/**
 * Asks and sets what belongs to a page or to the app, once, within 10 s. Every call goes out as a POST that names its method in the
 * body, which Graph takes for all of them: so neither the token nor one that is asked about ever stands in an address.
 */
@Injectable()
export class ManagementClient {
  constructor(
    private readonly transport: GraphTransport,
    private readonly options: GraphOptions,
    private readonly versions: ApiVersionWatch,
  ) {}

  /** @throws GraphError with what Meta said, `token` at once when there is no token for the page */
  ofPage(pageId: string, call: ManagementCall): Promise<ManagementAnswer> {
    const token = this.options.tokenOf(pageId);
    if (token === undefined) throw notMade(call, `there is no token for page ${pageId}`);
    return this.made(call, token);
  }

  /** With the token of the app itself. @throws GraphError, `token` at once when META_APP_ID is missing */
  ofApp(call: ManagementCall): Promise<ManagementAnswer> {
    const { appId, appSecret } = this.options;
    if (appId === null) throw notMade(call, 'META_APP_ID is not set');
    return this.made(call, `${appId}|${appSecret}`);
  }

  /** Without any token. @throws GraphError, which is what Meta answers to that */
  ofNobody(call: ManagementCall): Promise<ManagementAnswer> {
    return this.made(call, null);
  }

  private async made(call: ManagementCall, token: string | null): Promise<ManagementAnswer> {
    const { url, version, deadlineMs, connectDeadlineMs, appSecret } = this.options;
    const proof = token === null ? null : appsecretProof(token, appSecret);
    const who = token === null ? {} : { access_token: token, appsecret_proof: proof };
    const outcome = await this.transport.post(
      `${url}/${version}/${call.path}`,
      { ...call.params, method: call.method.toLowerCase(), ...who },
      { deadlineMs, connectDeadlineMs },
    );
    if (outcome.head !== null) this.versions.look(version, outcome.head.headers);
    const answer = answerOf(outcome);
    if (answer !== null) return answer;
    const secrets = [token, proof, ...textsIn(call.params)].filter((secret) => secret !== null);
    const kind = call.method === 'GET' ? 'question' : 'request';
    throw graphFailure({ kind, method: call.method, path: call.path, secrets }, outcome);
  }
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
function textsIn(params: JsonObject = {}): readonly string[] {
  const secrets = [params['input_token'], params['verify_token']];
  return secrets.filter((value) => typeof value === 'string');
}

function notMade({ method, path }: ManagementCall, why: string): GraphError {
  return new GraphError({
    kind: 'request',
    verdict: 'token',
    problem: `${method} /${path} was not made: ${why}.`,
  });
}
