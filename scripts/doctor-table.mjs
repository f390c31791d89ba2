// Writes the table of docs/doctor.md from the doctor's rules; everything outside of it stays. Run `npm run docs:doctor` after a
// change of a rule; test/docs.spec.ts fails until then.
import { readFileSync, writeFileSync } from 'node:fs';
import { format, resolveConfig } from 'prettier';
import { ALL_RULES } from '../dist/doctor/rules.js';

const FILE = 'docs/doctor.md';
const START = '<!-- rules -->\n';
const END = '<!-- end of rules -->\n';

const rows = ALL_RULES.map(({ id, severity, checks, means, mend, fixes }) =>
  [`\`${id}\``, severity, checks, means, mend, fixes ?? '–'].map(cell).join(' | '),
);
const head = 'rule | | all is well when | else | mend | `--fix`';
const table = [head, '- | - | - | - | - | -', ...rows].map((row) => `| ${row} |\n`).join('');
const text = readFileSync(FILE, 'utf8');
const [before] = text.split(START);
const [, after] = text.split(END);
const whole = `${before}${START}\n${table}\n${END}${after}`;
writeFileSync(FILE, await format(whole, { ...(await resolveConfig(FILE)), filepath: FILE }));

function cell(value) {
  return value.replaceAll('|', '\\|');
}
