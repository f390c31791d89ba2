import { type NamedAnswers, referredIn, resolved, resolvedParams } from './batch-references.js';
import type { GraphOutcome, GraphRequest } from './graph-exchange.js';
import { isRequired } from './graph-error.js';
import type { GraphPath } from './graph-path.js';
import { idOf, isFalse, isRecord, isTrue, namesIn, type Params } from './params.js';

/** The call that brings a batch. */
export interface BatchCall {
  readonly path: GraphPath;
  readonly params: Params;
  readonly authorization: string | undefined;
}

/** One call of a batch: `{"method":"POST","relative_url":"me/messages","body":"recipient=%7B…%7D&message=%7B…%7D"}` */
export interface BatchOperation {
  readonly name: string;
  /** The calls that have to succeed first: those of `depends_on`, and those whose answers it takes something from. */
  readonly needs: readonly string[];
  /** The calls whose answers it takes something from. */
  readonly refersTo: readonly string[];
  /** `omit_response_on_success`; `null` when it is not said. */
  readonly isOmitted: boolean | null;
  /** Made when its turn comes, from the answers of those before. */
  readonly requestAfter: (answers: NamedAnswers) => GraphRequest;
}

/** A batch within a batch would multiply without end. */
const IS_ROOT = /^\/*(v\d+\.\d+)?\/*(\?|$)/;

/** It goes by the batch's token, proof and version where it brings none of its own. */
export function readOperation(value: unknown, call: BatchCall): BatchOperation {
  const fields: Params = isRecord(value) ? value : {};
  const { body, name, omit_response_on_success: omitted } = fields;
  const url = urlIn(fields);
  const refersTo = [url, typeof body === 'string' ? decoded(body) : ''].flatMap(referredIn);
  return {
    name: idOf(name) ?? '',
    needs: [...namesIn(fields['depends_on']), ...refersTo],
    refersTo,
    isOmitted: isTrue(omitted) ? true : isFalse(omitted) ? false : null,
    requestAfter: (answers) => requestOf({ ...fields, relative_url: url }, call, answers),
  };
}

function requestOf(
  fields: Params & { readonly relative_url: string },
  call: BatchCall,
  answers: NamedAnswers,
): GraphRequest {
  const { method, body, relative_url: url } = fields;
  const [target = '', search = ''] = resolved(url, answers).replace(/^\//, '').split('?', 2);
  const version = /^v\d+\.\d+\//.test(target) ? '' : `/${call.path.version}`;
  return {
    method: (idOf(method) ?? 'GET').toUpperCase(),
    path: `${version}/${target}`,
    query: { ...accessOf(call.params), ...accessOf(fields), ...formOf(search) },
    body: typeof body === 'string' ? resolvedParams(formOf(body), answers) : body,
    authorization: call.authorization,
  };
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

/** The values of a form, in which references may stand percent-encoded. */
function decoded(form: string): string {
  return [...new URLSearchParams(form).values()].join('\n');
}
