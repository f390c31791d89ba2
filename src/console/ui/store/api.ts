import { signal } from '@preact/signals';
import type { ConsoleEvent, ConsoleProblem } from '../../contract.js';

const ROOT = '/console/api/';

/** What the server writes into the page; a page without it (live mode) asks for the token and keeps it in memory only. */
export const token = signal(tokenInPage());

/** An answer other than 200, or none. */
export class ApiError extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    message: string,
  ) {
    super(message);
  }
}

/** @throws {@link ApiError} on every answer but 2xx, and when there is none */
export async function call(
  method: 'GET' | 'POST' | 'PUT',
  path: string,
  body?: unknown,
  ending?: AbortSignal,
): Promise<Response> {
  const response = await fetch(ROOT + path, {
    method,
    headers: {
      'X-Console-Token': token.value,
      ...(body !== undefined && { 'Content-Type': 'application/json' }),
    },
    ...(body !== undefined && { body: JSON.stringify(body) }),
    ...(ending && { signal: ending }),
    cache: 'no-store',
    redirect: 'error',
  }).catch((error: unknown) => {
    throw new ApiError(0, 'CONSOLE_UNREACHABLE', `The service does not answer (${String(error)}).`);
  });
  if (!response.ok) throw await problemOf(response);
  return response;
}

export async function getJson<T>(path: string, ending?: AbortSignal): Promise<T> {
  return (await (await call('GET', path, undefined, ending)).json()) as T;
}

export async function sendJson<T>(method: 'POST' | 'PUT', path: string, body: unknown): Promise<T> {
  const text = await (await call(method, path, body)).text();
  return (text === '' ? null : JSON.parse(text)) as T;
}

export async function getText(path: string): Promise<string> {
  return (await call('GET', path)).text();
}

/** One server-sent event. Page and server are of one build, so what it says is taken as the contract has it. */
export function eventOf(data: string): ConsoleEvent {
  return JSON.parse(data) as ConsoleEvent;
}

async function problemOf(response: Response): Promise<ApiError> {
  const problem: Partial<ConsoleProblem> = await response
    .json()
    .then((body) => body as ConsoleProblem)
    .catch(() => ({}));
  return new ApiError(
    response.status,
    problem.code ?? `HTTP_${response.status}`,
    problem.message ?? `The service answered ${response.status}.`,
  );
}

/** Empty also where nobody put a token into the page. */
function tokenInPage(): string {
  const meta = document.querySelector<HTMLMetaElement>('meta[name="console-token"]');
  const content = meta?.content ?? '';
  return content.startsWith('%') ? '' : content;
}
