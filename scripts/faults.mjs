// Runs every test whose title carries a row of the fault catalogue (D12, H3, G10, X1, A2 …) in its long form, and prints which row is
// shown by which test. Ends with 1 when a row has no test, or one that failed. `npm test` runs the short form of the same tests.
//   npm run faults              all rows
//   npm run faults -- D12 A2    these rows
//   npm run faults -- --short   all rows in the form that `npm test` runs
import { spawnSync } from 'node:child_process';
import { globSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';

const ROWS = [
  ...rows('D', 21),
  ...rows('H', 11),
  ...rows('G', 15),
  ...rows('X', 6),
  ...'A1 A2 A3 A4 A7 A10 A11 A12 A13 A14 A20'.split(' '),
];
/** `D12: …`, or `A2, D4: …`. */
const IDS = String.raw`\b[A-Z]\d+(?:, [A-Z]\d+)*(?=: )`;
const MARKS = { passed: 'ok', failed: 'FAILED', pending: 'skipped' };

/** How long a process takes to its first event is measured here; the rest may share the processors. */
const ALONE = ['test/faults/kill.spec.ts'];

const begunMs = performance.now();
const wanted = process.argv.slice(2).filter((argument) => argument !== '--short');
const form = process.argv.includes('--short') ? 'short' : 'long';
const shown = wanted.length > 0 ? wanted : ROWS;
const [alone, together] = byTurns(filesWith(shown));
const results = [...run(alone, shown, 1), ...run(together, shown, availableParallelism())];
const missing = shown.filter((id) => print(id, results) === 0);
for (const id of missing) console.log(`${id.padEnd(4)} no test`);
const isBad = missing.length > 0 || results.some(({ status }) => status === 'failed');
process.exitCode = isBad ? 1 : 0;
const totals = Object.entries(MARKS).map(([status, mark]) => `${total(status)} ${mark}`);
const minutes = (performance.now() - begunMs) / 60_000;
console.log(`${totals.join(', ')} in ${minutes.toFixed(1)} min, ${form} form`);

function rows(letter, count) {
  return Array.from({ length: count }, (_, index) => `${letter}${index + 1}`);
}

function filesWith(ids) {
  const title = new RegExp(String.raw`['"\`](?:[A-Z]\d+, )*(?:${ids.join('|')})(?:, [A-Z]\d+)*: `);
  return globSync(['src/**/*.spec.ts', 'test/**/*.spec.ts']).filter((file) =>
    title.test(readFileSync(file, 'utf8')),
  );
}

function byTurns(files) {
  return [true, false].map((isAlone) => files.filter((file) => ALONE.includes(file) === isAlone));
}

function run(files, ids, workers) {
  if (files.length === 0) return [];
  const folder = mkdtempSync(join(tmpdir(), 'tapline-faults-'));
  const output = join(folder, 'results.json');
  const pattern = String.raw`\b(?:${ids.join('|')})(?:, [A-Z]\d+)*: `;
  const jest = ['--experimental-vm-modules', 'node_modules/jest/bin/jest.js'];
  const options = ['--json', `--outputFile=${output}`, '-t', pattern, `--maxWorkers=${workers}`];
  // What a test that has failed still waits for is not to hold up the answer.
  spawnSync(process.execPath, [...jest, '--forceExit', ...options, ...files], {
    stdio: ['ignore', 'inherit', 'inherit'],
    env: { ...process.env, FAULTS: form },
  });
  const { testResults } = JSON.parse(readFileSync(output, 'utf8'));
  rmSync(folder, { recursive: true });
  return testResults
    .flatMap(({ assertionResults }) => assertionResults)
    .map(({ title, status, duration }) => ({ title, status, duration, ids: idsOf(title) }))
    .filter(({ ids: own }) => own.some((id) => ids.includes(id)));
}

function total(wantedStatus) {
  return results.filter(({ status }) => status === wantedStatus).length;
}

function idsOf(title) {
  return new RegExp(IDS).exec(title)?.[0].split(', ') ?? [];
}

/** @returns how many tests the row has */
function print(id, all) {
  const own = all.filter(({ ids }) => ids.includes(id));
  for (const { title, status, duration } of own) {
    const seconds = `${((duration ?? 0) / 1000).toFixed(1)} s`;
    console.log(`${id.padEnd(4)} ${MARKS[status].padEnd(8)} ${seconds.padStart(8)}  ${title}`);
  }
  return own.length;
}
