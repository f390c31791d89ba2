import { execFileSync } from 'node:child_process';
import { cpSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Trace } from '../../src/console/contract.js';
import { ADA, RunningConsole } from '../support/console.js';
import { ProjectCopy } from '../support/project-copy.js';

const tap = (payload: string, title = 'A button'): object => ({
  kind: 'tap',
  payload,
  title,
  mid: null,
});

/** What a person of the demo can do in the shop, a person each, so that no act changes what the next one finds. */
const ACTS: readonly (readonly [name: string, ...acts: object[]])[] = [
  ['a greeting', { kind: 'get-started' }],
  ['a greeting after a link', { kind: 'arrive', ref: 'EMAIL_MAY' }, { kind: 'get-started' }],
  ['a product', tap('PRODUCT_VIEW_SKU-101', 'The mug\'s "View"')],
  ['a cart', tap('{"action":"ADD_TO_CART","productId":"SKU-101","qty":1}')],
  ['a quick reply', { kind: 'quick-reply', payload: 'PRODUCTS_BROWSE', title: 'Browse' }],
  ['orders', tap('FLOW_TRACK_ORDER')],
  ['support', tap('SUPPORT_BILLING')],
  ['a text', { kind: 'say', text: 'hello' }],
  [
    'a link into a conversation',
    { kind: 'say', text: 'hi' },
    { kind: 'arrive', ref: 'PRODUCT_SKU-101' },
  ],
  ['a dead button', tap('A_BUTTON_OF_LAST_YEAR')],
];

describe('a trace copied as a test', () => {
  const copy = new ProjectCopy();
  let on: RunningConsole;
  const files: string[] = [];

  beforeAll(async () => {
    for (const file of ['jest.config.mjs', '.swcrc']) cpSync(file, join(copy.folder, file));
    for (const [index, [, ...acts]] of ACTS.entries()) {
      on = await RunningConsole.start();
      files.push(await testOf(acts, index));
      await on.close();
    }
  }, 120_000);

  afterAll(() => copy.remove());

  /** Does it, and pastes what the console makes of the last act. @returns the file */
  async function testOf(acts: readonly object[], index: number): Promise<string> {
    for (const act of acts) await on.send(`people/${ADA}/acts`, act);
    const [newest] = await on.get<Trace[]>('traces?limit=1');
    const { id } = newest ?? { id: 0 };
    await on.trace(id, ({ outcome }) => outcome !== 'pending');
    const text = await (await on.fetch(`traces/${id}/test`)).text();
    const [, path = ''] = /^\/\/ (src\/\S+)\.spec\.ts$/m.exec(text) ?? [];
    expect([acts.at(-1), text]).toEqual([acts.at(-1), expect.stringContaining('// src/')]);
    const file = `${path}.${index}.spec.ts`;
    writeFileSync(join(copy.folder, file), text);
    return file;
  }

  it('compiles and passes for the handlers of the shop, as it is', () => {
    const config = { extends: './tsconfig.json', include: [], files };
    writeFileSync(join(copy.folder, 'tsconfig.pasted.json'), JSON.stringify(config));
    const run = (script: string, ...args: string[]): string =>
      execFileSync(process.execPath, ['--experimental-vm-modules', script, ...args], {
        cwd: copy.folder,
        encoding: 'utf8',
        stdio: 'pipe',
      });
    expect(run('node_modules/typescript/bin/tsc', '--noEmit', '-p', 'tsconfig.pasted.json')).toBe(
      '',
    );
    const report = run(
      'node_modules/jest/bin/jest.js',
      '--roots',
      'src',
      '--json',
      '--runTestsByPath',
      ...files,
    );
    expect(JSON.parse(report)).toMatchObject({
      success: true,
      numPassedTests: ACTS.length,
      numTotalTests: ACTS.length,
    });
  }, 240_000);
});
