// Fifty people tap at once, for a minute, on the built service; a page in Chromium follows them all. Each taps again when the
// answer is there and TAP_EVERY_MS are over. Ends with 1 when the page was not responsive or its memory not bounded: see BOUNDS.
// `npm run bench:console` builds first; test/browser/crowd.spec.ts runs six seconds of it.
//   SECONDS=60 TAP_EVERY_MS=1000 npm run bench:console
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as pause } from 'node:timers/promises';
import { chromium } from 'playwright-core';
import { unpackedChromium } from '../test/support/unpack-chromium.mjs';

const PEOPLE = 50;
const SECONDS = Number(process.env.SECONDS ?? 60);
const TAP_EVERY_MS = Number(process.env.TAP_EVERY_MS ?? 1000);
const PAYLOADS = ['FLOW_TRACK_ORDER', 'PRODUCTS_BROWSE', 'PRODUCT_VIEW_SKU-101', 'ORDER_VIEW_1001'];
const PORT = process.env.PORT ?? '4794';
const URL = `http://127.0.0.1:${PORT}`;
/** Of the page, however long the crowd taps. What is kept of 300 traces and one chat needs about 12 MB. */
const BOUNDS = { taskMs: 200, heapMb: 40, elements: 6000 };
const PEOPLE_IDS = Array.from({ length: PEOPLE }, (_, index) =>
  String(1_000_000_000_000_001 + index),
);

const service = await startService();
const browser = await chromium.launch({ ...(await unpackedChromium()), headless: true });
try {
  await minute();
} finally {
  await browser.close();
  service.kill('SIGTERM');
  await once(service, 'exit');
}

async function minute() {
  const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
  const devtools = await page.context().newCDPSession(page);
  await page.goto(`${URL}/console`);
  await page.getByRole('button', { name: 'Everybody' }).click();
  await page.evaluate(() => {
    globalThis.long = [];
    new PerformanceObserver((list) => {
      globalThis.long.push(...list.getEntries().map((one) => one.duration));
    }).observe({ type: 'longtask' });
  });
  const before = await memory(devtools);
  const taken = await crowd();
  const newest = Math.max(...(await clickTimes(page)));
  const long = await page.evaluate(() => globalThis.long);
  const after = await memory(devtools);
  const nodes = await page.locator('*').count();
  const longestMs = Math.round(Math.max(0, ...long));
  console.log(`${PEOPLE} people, ${SECONDS} s: ${taken.answered.length} taps answered`);
  console.log(
    `failed: ${taken.failed}; ${(taken.answered.length / SECONDS).toFixed(1)} taps a second`,
  );
  console.log(
    `answered after p50 ${at(taken.answered, 0.5)} ms, p99 ${at(taken.answered, 0.99)} ms`,
  );
  console.log(`long tasks of the page: ${long.length}, longest ${longestMs} ms`);
  console.log(`a tab opens within ${newest} ms after it`);
  console.log(`page: heap ${before.heapMb} -> ${after.heapMb} MB, ${nodes} elements`);
  console.log(`service: resident ${before.residentMb} -> ${after.residentMb} MB`);
  console.log(`service: kept after a collection ${before.keptMb} -> ${after.keptMb} MB`);
  const broken = [
    taken.failed > 0 && `${taken.failed} taps failed`,
    longestMs > BOUNDS.taskMs && `a task of ${longestMs} ms, above ${BOUNDS.taskMs} ms`,
    after.heapMb > BOUNDS.heapMb && `a heap of ${after.heapMb} MB, above ${BOUNDS.heapMb} MB`,
    nodes > BOUNDS.elements && `${nodes} elements, above ${BOUNDS.elements}`,
  ].filter((one) => one !== false);
  for (const one of broken) console.log(`BROKEN: ${one}`);
  process.exitCode = broken.length > 0 ? 1 : 0;
}

async function crowd() {
  const endMs = performance.now() + SECONDS * 1000;
  const taken = { answered: [], failed: 0 };
  await Promise.all(PEOPLE_IDS.map((psid, index) => tapUntil(endMs, { psid, index, taken })));
  taken.answered.sort((a, b) => a - b);
  return taken;
}

async function tapUntil(endMs, { psid, index, taken }) {
  for (let turn = index; performance.now() < endMs; turn += 1) {
    const startMs = performance.now();
    const body = new URLSearchParams({ payload: PAYLOADS[turn % PAYLOADS.length] });
    const response = await fetch(`${URL}/simulator/people/${psid}/tap`, { method: 'POST', body });
    await response.text();
    const tookMs = performance.now() - startMs;
    if (response.ok) taken.answered.push(tookMs);
    else taken.failed += 1;
    await pause(Math.max(0, TAP_EVERY_MS - tookMs));
  }
}

/** How long the page takes to show tabs. */
async function clickTimes(page) {
  const times = [];
  for (const tab of ['Routes', 'Taps']) {
    const startMs = performance.now();
    await page.getByRole('tab', { name: tab }).click();
    await page.locator(`[role="tab"][aria-selected="true"]`).getByText(tab).waitFor();
    times.push(Math.round(performance.now() - startMs));
  }
  return times;
}

async function memory(devtools) {
  await devtools.send('HeapProfiler.collectGarbage');
  const { usedSize } = await devtools.send('Runtime.getHeapUsage');
  service.send('memory');
  const [ofService] = await once(service, 'message');
  return { heapMb: Math.round(usedSize / 1e5) / 10, ...ofService };
}

function at(sorted, share) {
  return Math.round(sorted[Math.floor(sorted.length * share)] ?? 0);
}

async function startService() {
  const child = spawn(
    process.execPath,
    ['--enable-source-maps', '--expose-gc', 'test/fixtures/stage-service.mjs'],
    {
      env: {
        PATH: process.env.PATH,
        HOST: '127.0.0.1',
        PORT,
        STORE_URL: 'sqlite::memory:',
        // The demo has the first two.
        STAGE: JSON.stringify({
          people: PEOPLE_IDS.slice(2).map((psid, index) => ({ psid, name: `Person ${index + 3}` })),
        }),
      },
      stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
    },
  );
  let written = '';
  while (!written.includes('listening on')) written += (await once(child.stdout, 'data'))[0];
  child.stdout.resume();
  return child;
}
