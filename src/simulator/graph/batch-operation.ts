import type { GraphOutcome, GraphRequest } from './graph-exchange.js';
import { isRequired } from './graph-error.js';
import type { GraphPath } from './graph-path.js';
import { idOf, isRecord, namesIn, type Params } from './params.js';

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

/** A batch within a batch would multiply without end. */
const IS_ROOT = /^\/*(v\d+\.\d+)?\/*(\?|$)/;

/** It goes by the batch's token, proof and version where it brings none of its own. */
export function readOperation(value: unknown, call: BatchCall): BatchOperation {
  const fields: Params = isRecord(value) ? value : {};
  const { method, body, name, depends_on: dependsOn } = fields;
  const [target = '', search = ''] = urlIn(fields).replace(/^\//, '').split('?', 2);
  const version = /^v\d+\.\d+\//.test(target) ? '' : `/${call.path.version}`;
  const request = {
    method: (idOf(method) ?? 'GET').toUpperCase(),
    path: `${version}/${target}`,
    query: { ...accessOf(call.params), ...accessOf(fields), ...formOf(search) },
    body: typeof body === 'string' ? formOf(body) : body,
    authorization: call.authorization,
  };
  return { name: idOf(name) ?? '', dependsOn: namesIn(dependsOn), request };
}

function urlIn({ relative_url: url }: Params): string {
  if (typeof url !== 'string' || IS_ROOT.test(url)) throw isRequired('relative_url');
  return url;
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
