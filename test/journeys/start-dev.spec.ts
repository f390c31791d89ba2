import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { afterEach, beforeEach, expect, it } from '@jest/globals';
import { unusedPort } from '../support/loopback.js';
import { ProjectCopy } from '../support/project-copy.js';

/** Two compilations and two builds of the page, on a machine that does other things as well. */
const TIMEOUT_MS = 180_000;

let copy: ProjectCopy;
let dev: ChildProcess;
let port: number;

beforeEach(async () => {
  copy = new ProjectCopy();
  port = await unusedPort(createServer());
  dev = spawn(process.execPath, ['scripts/start-dev.mjs'], {
    cwd: copy.folder,
    env: { PATH: process.env['PATH'], PORT: String(port), STORE_URL: 'sqlite::memory:' },
    stdio: 'ignore',
  });
});

afterEach(async () => {
  const ended = once(dev, 'exit');
  if (dev.exitCode === null && dev.signalCode === null) {
    dev.kill('SIGTERM');
    await ended;
  }
  copy.remove();
});

async function textAt(path: string): Promise<string> {
  const response = await fetch(`http://127.0.0.1:${port}${path}`).catch(() => null);
  return response?.ok ? response.text() : '';
}

/** The script of the page as it is served; nothing while there is none. */
async function script(): Promise<string> {
  const [path] = /\/console\/assets\/[^"]*\.js/.exec(await textAt('/console')) ?? [];
  return path === undefined ? '' : textAt(path);
}

async function until(isThere: () => Promise<boolean>): Promise<void> {
  while (!(await isThere())) {
    if (dev.exitCode !== null) throw new Error(`start:dev has ended with ${dev.exitCode}.`);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

it(
  'start:dev serves the page, and serves it anew when it was changed; ending it ends the service',
  async () => {
    await until(async () => (await script()).includes('Ahead by'));
    copy.edit('src/console/ui/inspector/clock-tab.tsx', "'Ahead by'", "'Ahead by far'");
    await until(async () => (await script()).includes('Ahead by far'));
    const ended = once(dev, 'exit');
    dev.kill('SIGTERM');
    await ended;
    expect(dev.exitCode).not.toBeNull();
    // What Nest started goes with it, at the latest when it has finished what it was at.
    while ((await textAt('/console')) !== '') await new Promise(setImmediate);
  },
  TIMEOUT_MS,
);
