import type { GraphOutcome, GraphRequest } from './graph-exchange.js';
import { isRequired } from './graph-error.js';
import type { GraphPath } from './graph-path.js';
import { isRecord, namesIn, type Params } from './params.js';

/** The call that brings a batch. */
export interface BatchCall {
  readonly path: GraphPath;
  readonly params: Params;
  readonly authorization: string | undefined;
}

/** One call of a batch: `{"method":"POST","relative_url":"me/messages","body":"recipient=%7B…%7D&message=%7B…%7D"}` */
export interface BatchOperation {
  readonly name: string;
  readonly dependsOn: readonly string[];
  readonly request: GraphRequest;
}

/** It goes by the batch's token, proof and version where it brings none of its own. */
export function readOperation(value: unknown, call: BatchCall): BatchOperation {
  const fields: Params = isRecord(value) ? value : {};
  const { method = 'GET', relative_url: url, body, name, depends_on: dependsOn } = fields;
  if (typeof url !== 'string') throw isRequired('relative_url');
  const [target = '', search = ''] = url.replace(/^\//, '').split('?', 2);
  const version = /^v\d+\.\d+\//.test(target) ? '' : `/${call.path.version}`;
  const request = {
    method: String(method).toUpperCase(),
    path: `${version}/${target}`,
    query: { ...accessOf(call.params), ...accessOf(fields), ...formOf(search) },
    body: typeof body === 'string' ? formOf(body) : body,
    authorization: call.authorization,
  };
  return { name: String(name), dependsOn: namesIn(dependsOn), request };
}

/** @param withHeaders `include_headers` of the batch */
export function answerOf({ status, headers, body }: GraphOutcome, withHeaders: boolean): object {
  const pairs = Object.entries(headers).map(([name, value]) => ({ name, value }));
  return {
    code: status,
    ...(withHeaders && { headers: pairs }),
    body: JSON.stringify(body),
  };
}

function accessOf(params: Params): Params {
  const entries = ['access_token', 'appsecret_proof', 'appsecret_time'].map(
    (name) => [name, params[name]] as const,
  );
  return Object.fromEntries(entries.filter(([, value]) => value !== undefined));
}

function formOf(text: string): Params {
  return Object.fromEntries(new URLSearchParams(text));
}
