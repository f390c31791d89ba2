// From `node dist/main.js` to a page in Chromium on which somebody can tap, five times, each with a new database in memory and a
// new browser context. The browser runs already. `npm run bench:console-start` builds first.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chromium } from 'playwright-core';
import { unpackedChromium } from '../test/support/unpack-chromium.mjs';

const RUNS = 5;
const PORT = '4793';
const URL = `http://127.0.0.1:${PORT}/console`;

const browser = await chromium.launch({ ...(await unpackedChromium()), headless: true });
try {
  for (let run = 1; run <= RUNS; run += 1) {
    const { listeningMs, usableMs } = await measure();
    console.log(`${run}: listening after ${listeningMs} ms, usable after ${usableMs} ms`);
  }
} finally {
  await browser.close();
}

async function measure() {
  const startMs = performance.now();
  const since = () => Math.round(performance.now() - startMs);
  const child = spawn(process.execPath, ['--enable-source-maps', 'dist/main.js'], {
    env: { PATH: process.env.PATH, HOST: '127.0.0.1', PORT, STORE_URL: 'sqlite::memory:' },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const context = await browser.newContext();
  try {
    await listening(child.stdout);
    const listeningMs = since();
    const page = await context.newPage();
    await page.goto(URL);
    await page.getByRole('button', { name: 'Where is my order?' }).click({ trial: true });
    return { listeningMs, usableMs: since() };
  } finally {
    await context.close();
    child.kill('SIGTERM');
    await once(child, 'exit');
  }
}

async function listening(stdout) {
  let written = '';
  while (!written.includes('listening on')) written += (await once(stdout, 'data'))[0];
  stdout.resume();
}
