import { execFileSync } from 'node:child_process';
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
});
