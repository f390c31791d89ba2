import { execFileSync, spawnSync } from 'node:child_process';
import { describe, expect, it } from '@jest/globals';

describe('the test kit', () => {
  it('needs no test framework, opens no port, and leaves nothing running: the process ends by itself', () => {
    const output = execFileSync(process.execPath, ['test/fixtures/bot-without-a-framework.mjs'], {
      encoding: 'utf8',
    });
    expect(JSON.parse(output)).toEqual({
      texts: ['Come in.'],
      whileOpen: [],
      failed: 'BOOT_REPORT',
      afterwards: [],
    });
  });

  it('H5: lets an error that a handler left behind fail the test that let people tap', () => {
    const test = ['--test', '--test-reporter=tap', 'test/fixtures/test-of-a-floating-error.mjs'];
    // Node's own runner tells its children by a variable that they belong to it.
    const env = { ...process.env, NODE_TEST_CONTEXT: undefined };
    const { status, stdout } = spawnSync(process.execPath, test, { encoding: 'utf8', env });
    expect(status).toBe(1);
    expect(stdout).toContain('not ok 1 - opens the jar');
    expect(stdout).toContain('the lid was left behind');
  });
});
