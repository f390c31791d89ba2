import { expect } from '@jest/globals';
import type { SimulatorOptions } from '../../src/simulator/simulator.options.js';
import { ADA, SECRET, startStandIn, type StandIn } from './stand-in.js';

export const APP_ID = '120226305854810726';
export const APP_TOKEN = `${APP_ID}|${SECRET}`;
export const TOKEN = 'PAGE_TOKEN';

export interface GraphAnswered {
  readonly status: number;
  readonly body: unknown;
}

/** A platform that runs, and somebody who calls its Graph over HTTP: JSON, with the first page's token unless it brings another. */
export class GraphCaller implements AsyncDisposable {
  private constructor(readonly on: StandIn) {}

  static async start(options: Partial<SimulatorOptions> = {}): Promise<GraphCaller> {
    return new GraphCaller(await startStandIn({ echoes: false, ...options }));
  }

  get simulator(): StandIn['simulator'] {
    return this.on.simulator;
  }

  get url(): string {
    return `${this.on.url}/graph`;
  }

  close(): Promise<void> {
    return this.on.app.close();
  }

  /** So that a test which fails leaves nothing running: `await using few = await GraphCaller.start(…)`. */
  [Symbol.asyncDispose](): Promise<void> {
    return this.close();
  }

  /** @param path below the version: `me/messages?…` */
  async call(method: string, path: string, params: object = {}): Promise<GraphAnswered> {
    const url = new URL(`${this.url}/v26.0/${path}`);
    if (!url.searchParams.has('access_token')) url.searchParams.set('access_token', TOKEN);
    const body = method === 'GET' ? {} : { body: JSON.stringify(params) };
    const headers = { 'Content-Type': 'application/json' };
    const response = await fetch(url, { method, headers, ...body });
    return { status: response.status, body: await response.json() };
  }

  get(path: string): Promise<GraphAnswered> {
    return this.call('GET', path);
  }

  post(path: string, params: object): Promise<GraphAnswered> {
    return this.call('POST', path, params);
  }

  delete(path: string, params: object = {}): Promise<GraphAnswered> {
    return this.call('DELETE', path, params);
  }

  send(params: object): Promise<GraphAnswered> {
    return this.post('me/messages', { recipient: { id: ADA }, ...params });
  }
}

/**
 * What Graph answers when it refuses, whole.
 * @param message the code is the number that Meta puts before its text; without one it is given
 */
export function refusal(
  message: string,
  more: { readonly code?: number; readonly subcode?: number; readonly type?: string } = {},
): GraphAnswered {
  const { code = Number(/\d+/.exec(message)?.[0]), subcode, type = 'OAuthException' } = more;
  const sub = subcode === undefined ? {} : { error_subcode: subcode };
  const fbtrace_id: unknown = expect.stringMatching(/^A[\w-]+$/);
  return { status: 400, body: { error: { message, type, code, ...sub, fbtrace_id } } };
}

export const ok = (body: unknown): GraphAnswered => ({ status: 200, body });

/** A text in an answer, such as the id of what was made. */
export function textOf({ body }: GraphAnswered, name: string): string {
  const value: unknown = Reflect.get(Object(body), name);
  return typeof value === 'string' ? value : `no ${name}`;
}

// Messages.
export const postback = { type: 'postback', title: 'Buy', payload: 'BUY' };
export const choice = { content_type: 'text', title: 'Yes', payload: 'YES' };
export const template = (payload: object): object => ({
  message: { attachment: { type: 'template', payload } },
});
export const buttons = (list: readonly object[], text: string | null = 'Choose'): object =>
  template({ template_type: 'button', ...(text !== null && { text }), buttons: list });
export const card = (fields: object): object =>
  template({ template_type: 'generic', elements: [{ title: 'Mug', subtitle: 'Blue', ...fields }] });
export const file = (payload: object, type = 'image'): object => ({
  message: { attachment: { type, payload } },
});
export const hello = { message: { text: 'Hello' } };
export const choices = (list: readonly object[]): object => ({
  message: { text: 'Sure?', quick_replies: list },
});

export function times<T>(count: number, value: T): readonly T[] {
  return Array.from({ length: count }, () => value);
}
