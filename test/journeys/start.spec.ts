import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { closed, listenOnLoopback } from '../support/loopback.js';
import { SECRET, Service } from '../support/service.js';

describe('starting the service', () => {
  let folder: string;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'tapline-start-'));
  });

  afterEach(() => {
    rmSync(folder, { recursive: true, force: true });
  });

  async function failure(
    options: Partial<Parameters<typeof Service.launch>[0]>,
  ): Promise<[number | null, string]> {
    const service = await Service.launch({ database: join(folder, 'start.db'), ...options });
    return [await service.exited(), service.output];
  }

  it('ends with 78 and names every bad variable at once, and no value', async () => {
    const [code, output] = await failure({
      variables: { META_APP_SECRET: SECRET, META_PAGE_TOKENS: 'nonsense', PORT: 'eighty' },
    });
    expect(code).toBe(78);
    expect(output.trim().split('\n')).toEqual([
      'ENVIRONMENT_INVALID: the service does not start with these variables.',
      '  META_VERIFY_TOKEN is missing: choose a random text of at least 20 characters.',
      '  META_PAGE_TOKENS must be PAGE_ID:TOKEN (digits, a colon, the token), several separated by commas.',
      '  PORT must be a whole number from 1 to 65535.',
      'Set them as the README describes, or unset every META_* variable to try the demo mode.',
    ]);
  });

  it('ends with 78 when the database is no database, and leaves the file alone', async () => {
    const notes = join(folder, 'notes.txt');
    writeFileSync(notes, 'these are notes and no database, and they go on for a while');
    const [code, output] = await failure({ database: notes });
    expect(code).toBe(78);
    expect(output).toMatch(/^STORE_OPEN_FAILED: the database .*notes\.txt cannot be used/m);
    expect(readFileSync(notes, 'utf8')).toMatch(/^these are notes/);
  });

  it('D16: ends with 75 when another process works on the database, which goes on undisturbed', async () => {
    const first = await Service.start({ database: join(folder, 'start.db') });
    const [code, output] = await failure({});
    expect([code, (await fetch(`${first.url}/simulator/people`)).status]).toEqual([75, 200]);
    expect(output).toMatch(
      /^STORE_IN_USE: process \d+ on \S+ works on the database .*start\.db\./m,
    );
    await first.end('SIGKILL');
    const next = await Service.start({ database: join(folder, 'start.db') });
    await next.end();
  });

  it('X4: ends with 78 when the port is taken, and says so in one message', async () => {
    const other = createServer();
    const port = await listenOnLoopback(other);
    const [code, output] = await failure({ variables: { PORT: String(port) } });
    await closed(other);
    expect(code).toBe(78);
    expect(output).toContain(
      `LISTEN_FAILED: the service cannot listen on 127.0.0.1:${port} (EADDRINUSE).`,
    );
  });

  it('names the address of the console first, and it answers there', async () => {
    const service = await Service.start({ database: join(folder, 'start.db') });
    await service.hasWritten('Her whole chat');
    expect(service.output.split('\n')[0]).toBe(
      `Tapline in demo mode, no Facebook needed: open ${service.url}/console`,
    );
    await service.hasWritten(`\n\nopen ${service.url}/console\n`);
    const page = await fetch(`${service.url}/console`);
    const [, script = ''] = /<script[^>]* src="([^"]+)"/.exec(await page.text()) ?? [];
    const loaded = await fetch(new URL(script, page.url));
    expect([page.status, loaded.status]).toEqual([200, 200]);
    expect(loaded.headers.get('content-type')).toMatch(/^text\/javascript/);
    await service.end();
  });

  it('ends at once on SIGTERM, although a console listens', async () => {
    const service = await Service.start({
      database: join(folder, 'start.db'),
      graphUrl: 'http://127.0.0.1:9',
      variables: { CONSOLE_TOKEN: 'a-token-for-the-console-7f3a' },
    });
    const headers = { 'X-Console-Token': 'a-token-for-the-console-7f3a' };
    const events = await fetch(`${service.url}/console/api/events`, { headers });
    expect(events.status).toBe(200);
    const begunMs = performance.now();
    await service.end('SIGTERM');
    expect(await service.exited()).toBe(0);
    expect(performance.now() - begunMs).toBeLessThan(5_000);
    await events.body?.cancel().catch(() => undefined);
  });

  it("shows the shop's menu to the people of the demo", async () => {
    const service = await Service.start({ database: join(folder, 'start.db') });
    const response = await fetch(`${service.url}/simulator/people/1000000000000001`);
    const person: unknown = await response.json();
    await service.end();
    expect(person).toMatchObject({
      onScreen: {
        isNew: true,
        getStarted: false,
        iceBreakers: [{ question: 'Where is my order?' }, { question: 'What do you sell?' }],
        menu: [{ title: 'Track my order' }, { title: 'Browse products' }, { title: 'Support' }],
      },
    });
  });

  it('ends with 0 on SIGTERM', async () => {
    const service = await Service.start({ database: join(folder, 'start.db') });
    await service.end('SIGTERM');
    expect(await service.exited()).toBe(0);
  });
});
