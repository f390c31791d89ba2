// Builds when dist/ is missing or older than a source, so that looking into a running service does not take its files away.
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';

const BUILT = 'dist/tapline.js';
const SOURCES = ['src', 'tsconfig.json', 'tsconfig.build.json', 'package.json'];

const newest = Math.max(...SOURCES.flatMap(timesOf));
if (!existsSync(BUILT) || statSync(BUILT).mtimeMs < newest) {
  const { status } = spawnSync('npm', ['run', '--silent', 'build'], { stdio: 'inherit' });
  process.exitCode = status ?? 1;
}

function timesOf(path) {
  if (!existsSync(path)) return [];
  const stat = statSync(path);
  if (!stat.isDirectory()) return [stat.mtimeMs];
  return readdirSync(path).flatMap((name) => timesOf(join(path, name)));
}
