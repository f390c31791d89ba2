import { execFileSync } from 'node:child_process';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ADA, RunningConsole } from '../../../test/support/console.js';
import type { Trace } from '../contract.js';

/** What a shell makes of a command: the arguments that `curl` gets. */
function argumentsOf(command: string): string[] {
  const script = `curl() { for each in "$@"; do printf '%s\\0' "$each"; done; }\n${command}`;
  return execFileSync('sh', ['-c', script], { encoding: 'utf8' }).split('\0').slice(0, -1);
}

/** Does what curl does with them. */
function run([url = '', ...options]: readonly string[]): Promise<Response> {
  const given = (wanted: string): readonly string[] =>
    options.filter((_, at) => options[at - 1] === wanted);
  const [json] = given('--data-raw');
  const [type] = given('-H');
  if (json !== undefined) {
    const headers = { 'Content-Type': type?.replace('Content-Type: ', '') ?? '' };
    return fetch(url, { method: 'POST', body: json, headers });
  }
  const fields = given('--data-urlencode').map((field) => /^(.*?)=(.*)$/s.exec(field) ?? []);
  const form = new URLSearchParams();
  for (const [, name = '', value = ''] of fields) form.append(name, value);
  return fetch(url, { method: 'POST', body: form });
}

describe('a trace copied as a curl', () => {
  let on: RunningConsole;

  beforeAll(async () => {
    on = await RunningConsole.start();
    await on.trace(await on.act({ kind: 'get-started' }), ({ outcome }) => outcome === 'handled');
  });

  afterAll(() => on.close());

  const copied = async (id: number): Promise<string> =>
    (await on.fetch(`traces/${id}/curl`)).text();
  const factsOf = ({ kind, title, payload }: Trace): object => ({ kind, title, payload });

  it('is one command for a terminal of this machine', async () => {
    const id = await on.act({ kind: 'tap', payload: 'CART_VIEW', title: 'View cart', mid: null });
    expect(await copied(id)).toBe(
      `curl 'http://${on.host}/simulator/people/${ADA}/tap?page=100000000000001' \\\n` +
        `  --data-urlencode 'payload=CART_VIEW' \\\n` +
        `  --data-urlencode 'title=View cart'\n`,
    );
  });

  it.each([
    { kind: 'tap', payload: 'CART_VIEW', title: 'View cart', mid: null },
    { kind: 'tap', payload: `it's "$HOME" \`id\` \\ & ; \n=ä😀@x`, title: `'';`, mid: null },
    { kind: 'tap', payload: '{"action":"X","a":[1]}', title: '@/etc/passwd', mid: null },
    { kind: 'quick-reply', payload: 'PRODUCTS_BROWSE', title: "What's new?" },
    { kind: 'say', text: "it's $(reboot)\nand `more`" },
    { kind: 'arrive', ref: "EMAIL_'MAY'" },
    { kind: 'arrive', ref: 'X', adId: '17' },
    { kind: 'react', mid: 'of the greeting', emoji: '👍' },
    { kind: 'send-image', url: "https://example.com/it's.png" },
  ])('does the same once more: %j', async (given) => {
    const act = 'emoji' in given ? { ...given, mid: await on.messageId() } : given;
    const id = await on.act(act);
    const before = await on.get<Trace>(`traces/${id}`);
    const response = await run(argumentsOf(await copied(id)));
    expect(response.status).toBe(200);
    const [newest] = await on.get<Trace[]>(`traces?psid=${ADA}&limit=1`);
    expect(newest?.id).toBeGreaterThan(id);
    expect(newest && factsOf(newest)).toEqual(factsOf(before));
  });
});
