import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { SECRET, Service } from '../support/service.js';

describe('starting the service', () => {
  let folder: string;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'tapline-start-'));
  });

  afterEach(() => {
    rmSync(folder, { recursive: true, force: true });
  });

  async function failure(
    options: Partial<Parameters<typeof Service.launch>[0]>,
  ): Promise<[number | null, string]> {
    const service = await Service.launch({ database: join(folder, 'start.db'), ...options });
    return [await service.exited(), service.output];
  }

  it('ends with 78 and names every bad variable at once, and no value', async () => {
    const [code, output] = await failure({
      variables: { META_APP_SECRET: SECRET, META_PAGE_TOKENS: 'nonsense', PORT: 'eighty' },
    });
    expect(code).toBe(78);
    expect(output.trim().split('\n')).toEqual([
      'ENVIRONMENT_INVALID: the service does not start with these variables.',
      '  META_VERIFY_TOKEN is missing: choose a random text of at least 20 characters.',
      '  META_PAGE_TOKENS must be PAGE_ID:TOKEN (digits, a colon, the token), several separated by commas.',
      '  PORT must be a whole number from 0 to 65535.',
      'Set them as the README describes, or unset every META_* variable to try the demo mode.',
    ]);
  });

  it('ends with 78 when the database is no database, and leaves the file alone', async () => {
    const [code, output] = await failure({ database: 'package.json' });
    expect(code).toBe(78);
    expect(output).toContain('STORE_OPEN_FAILED: the database package.json cannot be used');
  });

  it('ends with 78 when two handlers claim one payload, and names all of them with their places', async () => {
    const [code, output] = await failure({ script: 'test/fixtures/conflict-service.mjs' });
    expect(code).toBe(78);
    const report = output.slice(output.indexOf('BOOT_REPORT')).trim().replaceAll(/:\d+$/gm, ':N');
    expect(report.split('\n')).toEqual([
      'BOOT_REPORT: 2 findings keep the service from starting.',
      '',
      'POSTBACK_CONFLICT: two handlers claim the payload "SUPPORT_BILLING".',
      '  OrdersHandlers.help     test/fixtures/conflict-service.mjs:N',
      '  SupportHandlers.route   test/fixtures/conflict-service.mjs:N',
      'A tap has one handler. Change one pattern or remove one decorator.',
      '',
      'POSTBACK_CONFLICT: two handlers claim the payload "CART_ADD_ADD".',
      '  BasketHandlers.added   "CART_ADD_{b}"   test/fixtures/conflict-service.mjs:N',
      '  CartHandlers.add       "CART_{a}_ADD"   test/fixtures/conflict-service.mjs:N',
      'A tap has one handler. Change one pattern so that it does not match "CART_ADD_ADD" (a beginning of its own does) or remove one decorator.',
    ]);
  });
});
