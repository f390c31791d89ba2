// Writes docs/console.png for the README: the built service on a free port with a database in memory, its demo walked
// through in Chromium. Run `npm run build` first.
//   npm run screenshots
import { spawn } from 'node:child_process';
import { createServer } from 'node:http';
import { once } from 'node:events';
import { statSync } from 'node:fs';
import { chromium } from 'playwright-core';
import { unpackedChromium } from '../test/support/unpack-chromium.mjs';

const PATH = 'docs/console.png';
const BYTES_MAX = 500_000;
const VIEWPORT = { width: 1280, height: 960 };

const served = await startService();
const browser = await chromium.launch({ ...(await unpackedChromium()), headless: true });
try {
  await walk(served.url);
} finally {
  await browser.close();
  await served.end();
}
const { size } = statSync(PATH);
if (size > BYTES_MAX)
  throw new Error(`${PATH} has ${size} bytes; at most ${BYTES_MAX} are wanted.`);
console.log(`${PATH}: ${Math.round(size / 1000)} kB`);

/** Taps through the shop as a new person does, and takes the picture with one tap looked into. */
async function walk(url) {
  const context = await browser.newContext({
    viewport: VIEWPORT,
    deviceScaleFactor: 2,
    colorScheme: 'light',
    reducedMotion: 'reduce',
    locale: 'en-GB',
  });
  const page = await context.newPage();
  await page.goto(`${url}/console`);
  const chat = page.getByRole('region', { name: 'Chat', exact: true });
  const tap = (name) => chat.getByRole('button', { name, exact: true }).last().click();
  const handled = (title) =>
    page
      .getByRole('option', { name: new RegExp(`Handled ${title}`) })
      .first()
      .waitFor();
  await walkDemo({ page, chat, tap, handled });
  await page.mouse.move(2, 2);
  await page.screenshot({ path: PATH, animations: 'disabled' });
}

/** First contact, the catalogue, and an order, whose tap stays selected. */
async function walkDemo({ page, chat, tap, handled }) {
  const open = (name) => page.locator('.person-name').getByText(name, { exact: true }).click();
  await open('Ben');
  await chat.getByText('as Ben').waitFor();
  await tap('Where is my order?');
  await handled('Where is my order\\?');
  await open('Ada');
  await chat.getByText('as Ada').waitFor();
  await tap('What do you sell?');
  await handled('What do you sell\\?');
  await tap('Menu');
  await page.getByRole('dialog').getByRole('button', { name: 'Track my order' }).click();
  await handled('Track my order');
  await tap('View');
  await handled('View');
  await chat.getByText('Order 1001: delivered.').waitFor();
  await chat.locator('.cards').evaluateAll((all) => all.forEach((cards) => cards.scrollTo(0, 0)));
  await chat.getByRole('button', { name: 'Previous card' }).waitFor({ state: 'detached' });
  await page.locator('.step-title').getByText('Echo').waitFor();
}

async function startService() {
  const port = await unusedPort();
  const url = `http://127.0.0.1:${port}`;
  const child = spawn(process.execPath, ['--enable-source-maps', 'dist/main.js'], {
    env: {
      PATH: process.env.PATH,
      HOST: '127.0.0.1',
      PORT: String(port),
      STORE_URL: 'sqlite::memory:',
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let written = '';
  for await (const data of child.stdout) {
    written += data;
    if (written.includes('listening on')) break;
  }
  child.stdout?.resume();
  const end = async () => {
    child.kill('SIGTERM');
    if (child.exitCode === null) await once(child, 'exit');
  };
  return { url, end };
}

async function unusedPort() {
  const server = createServer();
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const { port } = server.address();
  await new Promise((done) => server.close(done));
  return port;
}
