// Starts the service and keeps it up to date: Nest compiles it, Vite builds the page, and either change starts it anew, because the
// service reads the page once. Ctrl+C ends both.
import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import { build } from 'vite';

/** Nest empties dist at its start; a page that was built before would be lost. */
const NOT_EMPTIED = 'dist/not-emptied-yet';
mkdirSync('dist', { recursive: true });
writeFileSync(NOT_EMPTIED, '');

const nest = spawn(process.execPath, ['node_modules/@nestjs/cli/bin/nest.js', 'start', '--watch'], {
  stdio: ['pipe', 'inherit', 'inherit'],
  // A process group of its own, to be ended as a whole: Nest forgets a service that it was just starting anew.
  detached: process.platform !== 'win32',
});
nest.once('exit', (code) => {
  endGroup('SIGKILL');
  process.exit(code ?? 0);
});
for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => nest.kill(signal));

while (existsSync(NOT_EMPTIED)) await pause(50);
const page = await build({ configFile: 'vite.config.mjs', logLevel: 'warn', build: { watch: {} } });
page.on('event', ({ code }) => {
  // What Nest takes for "restart"; before the first compilation there is nothing to restart.
  if (code === 'END' && existsSync('dist/main.js')) nest.stdin.write('rs\n');
});

function endGroup(signal) {
  if (process.platform === 'win32' || nest.pid === undefined) return;
  try {
    process.kill(-nest.pid, signal);
  } catch {
    // Nobody is left in it.
  }
}
