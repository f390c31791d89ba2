import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { ALL_RULES } from '../src/doctor/rules.js';
import { Sent } from './support/sent.js';
import { Service } from './support/service.js';
import { until } from './support/until.js';

const read = (path: string): string => readFileSync(path, 'utf8');
const README = read('README.md');

/** The fenced block of the README that holds a text, without its indentation. */
function blockWith(text: string): string {
  const blocks = README.matchAll(/^( *)```\w+\n([\s\S]*?)^ *```$/gm);
  const found = [...blocks].find(([block]) => block.includes(text));
  if (!found) throw new Error(`The README has no block with ${text}.`);
  return (found[2] ?? '').replaceAll(new RegExp(`^${found[1]}`, 'gm'), '');
}

/** Code without what a formatter decides. */
function squashed(code: string): string {
  return code.replaceAll(/\s+/g, '').replaceAll(/,(?=[}\])])/g, '');
}

describe('docs/errors.md', () => {
  it('explains every code that an error or a finding has, and no other', () => {
    const sources = readdirSync('src', { recursive: true, encoding: 'utf8' }).filter(
      (path) => path.endsWith('.ts') && !path.endsWith('.spec.ts'),
    );
    const codes = sources.flatMap((path) =>
      [...read(join('src', path)).matchAll(/\bcode(?: =|:) '([A-Z]+_[A-Z_]+)'/g)].map(
        ([, code]) => code,
      ),
    );
    const explained = [...read('docs/errors.md').matchAll(/^\| `([A-Z_]+)` +\|/gm)].map(
      ([, code]) => code,
    );
    expect(explained).toEqual([...new Set(codes)].toSorted((a = '', b = '') => (a < b ? -1 : 1)));
  });
});

describe('docs/doctor.md', () => {
  it('lists every rule of the doctor as the code has it (npm run docs:doctor)', () => {
    const rows = [...read('docs/doctor.md').matchAll(/^\| `([a-z-]+)` +\|(.*)\|$/gm)].map(
      ([, id, rest = '']) => [id, ...rest.split(/(?<!\\)\|/).map((cell) => cell.trim())],
    );
    const ofCode = ALL_RULES.map(({ id, severity, checks, means, mend, fixes }) => [
      id,
      ...[severity, checks, means, mend, fixes ?? '–'].map((text) => text.replaceAll('|', '\\|')),
    ]);
    expect(rows).toEqual(ofCode);
  });
});

describe('the README', () => {
  it.each(['hours.payloads.ts', 'hours.handlers.ts', 'hours.module.ts', 'hours.handlers.spec.ts'])(
    'shows %s as it is compiled and run here',
    (file) => {
      const code = read(join('test/readme', file))
        .replaceAll("'../../src/", "'../")
        .replaceAll("'../support/", "'../../test/support/");
      expect(squashed(blockWith(`// src/hours/${file}`))).toContain(squashed(code));
    },
  );

  it('names every variable that the environment has', () => {
    const variables = [...read('src/config/environment.ts').matchAll(/name: '([A-Z_]+)'/g)].map(
      ([, name]) => name,
    );
    expect(variables.filter((name) => !README.includes(`\`${name}\``))).toEqual([]);
  });

  const hasCurl = spawnSync('curl', ['--version']).status === 0;
  const itWithCurl = hasCurl ? it : it.skip;
  const reason = hasCurl ? '' : ' (skipped: this machine has no curl)';

  itWithCurl(
    `has a curl that makes one request to Graph, also when it is run twice${reason}`,
    async () => {
      const folder = mkdtempSync(join(tmpdir(), 'tapline-readme-'));
      const sent = await Sent.start();
      const assignments = blockWith('META_PAGE_TOKENS=').matchAll(/(META_\w+)=(\S+)/g);
      const variables: Record<string, string> = {};
      for (const [, name = '', value = ''] of assignments) variables[name] = value;
      const service = await Service.start({
        database: join(folder, 'readme.db'),
        variables: { ...variables, META_GRAPH_URL: sent.url },
      });
      const script = blockWith('SIGNATURE=').replace('http://127.0.0.1:3000', service.url);
      const request = script.slice(script.indexOf('curl '));
      const output = execFileSync('bash', ['-c', `${script}\n${request}`], {
        encoding: 'utf8',
        stdio: ['ignore', 'pipe', 'ignore'],
      });
      expect(output).toBe('EVENT_RECEIVEDEVENT_RECEIVED');
      await until(() => sent.requests.length > 0);
      await service.end();
      expect(sent.requests).toEqual([
        expect.objectContaining({
          line: 'POST /v26.0/1234/messages',
          body: expect.objectContaining({
            recipient: { id: '7' },
            message: expect.objectContaining({ text: expect.stringContaining('Welcome') }),
            access_token: 'EAA-page-token',
          }),
        }),
      ]);
      await sent.close();
      rmSync(folder, { recursive: true, force: true });
    },
  );
});
