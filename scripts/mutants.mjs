// Shows that the tests of the guarantees can fail: each mutant breaks one guarantee in a copy of the project, and a named test has
// to notice it. Ends with 1 when a mutant lives.
//   npm run mutants             all
//   npm run mutants -- lease    those whose name holds the word
import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { MUTANTS } from './mutants.list.mjs';

const COPIED = ['src', 'test', 'scripts', 'package.json', 'payloads.lock.json', 'jest.config.mjs'];
const SETTINGS = [
  'nest-cli.json',
  '.swcrc',
  'tsconfig.json',
  'tsconfig.build.json',
  'vite.config.mjs',
];

/** Longer than any of the named tests takes, failing by its own time limit too. */
const HANGS_MS = 300_000;
const JEST = ['--experimental-vm-modules', 'node_modules/jest/bin/jest.js'];
const BUILD = ['node_modules/@nestjs/cli/bin/nest.js', 'build'];

const wanted = process.argv[2] ?? '';
const chosen = MUTANTS.filter(({ name }) => name.includes(wanted));
const folder = mkdtempSync(join(tmpdir(), 'tapline-mutants-'));
for (const path of [...COPIED, ...SETTINGS, 'dist'])
  cpSync(path, join(folder, path), { recursive: true });
symlinkSync(resolve('node_modules'), join(folder, 'node_modules'));

const living = chosen.filter((mutant) => !isKilled(mutant));
rmSync(folder, { recursive: true });
console.log(`${chosen.length - living.length} of ${chosen.length} mutants killed`);
process.exitCode = living.length > 0 ? 1 : 0;

function isKilled({ name, file, edits, spec, test, built = false }) {
  const path = join(folder, file);
  const original = readFileSync(path, 'utf8');
  writeFileSync(
    path,
    edits.reduce((text, edit) => edited(text, edit, name), original),
  );
  if (built) node(BUILD);
  // A mutant that never comes to rest is not to hold up the others.
  const { status, stderr } = node([...JEST, '--forceExit', spec, '-t', test]);
  writeFileSync(path, original);
  if (built) node(BUILD);
  const failed = /Tests:\s+\d+ failed/.test(stderr);
  const verdict = status !== 0 && failed ? 'killed' : 'LIVES';
  console.log(`${verdict.padEnd(7)} ${name}   by ${spec}: ${test}`);
  return verdict === 'killed';
}

function edited(text, [from, to], name) {
  const times = text.split(from).length - 1;
  if (times !== 1) throw new Error(`what "${name}" replaces stands there ${times} times: ${from}`);
  return text.replace(from, to);
}

function node(args) {
  return spawnSync(process.execPath, args, { cwd: folder, encoding: 'utf8', timeout: HANGS_MS });
}
