import { type IncomingHttpHeaders, Agent as PlainAgent } from 'node:http';
import { Agent as SecureAgent } from 'node:https';
import { HttpService } from '@nestjs/axios';
import { Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { type AxiosRequestConfig } from 'axios';
import { firstValueFrom } from 'rxjs';
import { ConnectionWatch } from './connection-watch.js';
import { type SafeCause } from './graph.errors.js';

/** Far more than the largest reply, and than anything Meta answers. */
const LARGEST_BODY_BYTES = 1024 * 1024;
/** Shorter than Meta keeps an idle connection open: a request on one that is just being closed ends as `unknown`. */
const IDLE_CONNECTION_MS = 4_000;

/** How one request ended, whether well or not. */
export interface Outcome {
  /** The head of the answer; `null` when none came. */
  readonly head: { readonly status: number; readonly headers: IncomingHttpHeaders } | null;
  /** The body of the answer; `null` when it did not arrive whole, or is longer than we read. */
  readonly text: string | null;
  /** `false`: not a byte of the request has left this machine. */
  readonly connected: boolean;
  /** What went wrong on the way; `null` when the whole answer came, whatever it says. */
  readonly cause: SafeCause | null;
}

/** One request. */
export interface GraphRequest {
  readonly method: 'GET' | 'POST' | 'DELETE';
  readonly url: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** Goes out as JSON. */
  readonly body?: Readonly<Record<string, unknown>>;
}

/** One request over HTTP, with everything off that axios would do by itself: redirects, proxies, parsing, throwing. */
@Injectable()
export class GraphTransport implements OnApplicationShutdown {
  private readonly agents = {
    httpAgent: new PlainAgent({ keepAlive: true, timeout: IDLE_CONNECTION_MS }),
    httpsAgent: new SecureAgent({ keepAlive: true, timeout: IDLE_CONNECTION_MS }),
  };

  constructor(private readonly http: HttpService) {}

  /** Never rejects: what failed stands in the outcome. The whole exchange ends by `deadlineMs`. */
  async exchange(
    { method, url, headers = {}, body }: GraphRequest,
    limits: { readonly deadlineMs: number; readonly connectDeadlineMs: number },
  ): Promise<Outcome> {
    const watch = new ConnectionWatch(limits.connectDeadlineMs);
    // axios' own `timeout` does not stop an answer that trickles in.
    const signal = AbortSignal.timeout(limits.deadlineMs);
    const config: AxiosRequestConfig = {
      ...this.agents,
      method,
      url,
      headers: { ...headers },
      ...(body && { data: body }),
      signal,
      // In the place of follow-redirects: nothing of axios' that follows redirects is in the way.
      transport: watch,
      maxRedirects: 0,
      proxy: false,
      maxContentLength: LARGEST_BODY_BYTES,
      maxBodyLength: LARGEST_BODY_BYTES,
      responseType: 'text',
      validateStatus: () => true,
    };
    try {
      const answer = await firstValueFrom(this.http.request<unknown>(config));
      const text = typeof answer.data === 'string' ? answer.data : null;
      return { head: watch.head, text, connected: true, cause: null };
    } catch (error) {
      const cause = signal.aborted ? DEADLINE : safeCauseOf(error);
      return { head: watch.head, text: null, connected: watch.connected, cause };
    }
  }

  /** At the very end: replies that are still being sent while others shut down get through. */
  onApplicationShutdown(): void {
    this.agents.httpAgent.destroy();
    this.agents.httpsAgent.destroy();
  }
}

const DEADLINE: SafeCause = Object.freeze({ name: 'TimeoutError', code: 'ETIMEDOUT' });

/** Name and code, nothing else: an axios error carries the request with the token in it. */
function safeCauseOf(error: unknown): SafeCause {
  if (!(error instanceof Error)) return { name: typeof error, code: null };
  const code: unknown = Reflect.get(error, 'code');
  return { name: error.name, code: typeof code === 'string' ? code : null };
}
