import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ProjectCopy } from '../support/project-copy.js';
import { Service } from '../support/service.js';
import { tapline } from '../support/tapline.js';

const ADA = '1000000000000001';
const LOCKED = 'PRODUCT_VIEW_{productId}';

/** What a person of the demo sees after a tap. */
async function tapIn({ url }: Service, payload: string): Promise<string> {
  const body = new URLSearchParams({ payload });
  const answer = await fetch(`${url}/simulator/people/${ADA}/tap?format=text`, {
    method: 'POST',
    body,
  });
  return answer.text();
}

describe('a release that renames a payload', () => {
  let project: ProjectCopy;
  const run = (...args: readonly string[]) => tapline(args, { project: project.folder });

  beforeAll(() => {
    project = new ProjectCopy();
    project.edit('src/products/products.payloads.ts', 'PRODUCT_VIEW_', 'PRODUCT_SHOW_');
    project.build();
  }, 60_000);

  afterAll(() => project.remove());

  it('is found by payloads check, which says what would break and how to mend it', () => {
    const { code, output } = run('payloads', 'check');
    expect(output.split('\n')).toEqual([
      'error  PAYLOAD_ORPHANED    buttons already sent with PRODUCT_VIEW_7 would be',
      '                           unanswered: no handler takes it as a postback any',
      '                           more.',
      '       where               "PRODUCT_VIEW_{productId}"   was ProductsHandlers.view   payloads.lock.json',
      '       mend                Let a handler take the old pattern as well, as in',
      '                           @OnTap(NewPayload, "PRODUCT_VIEW_{productId}"); or',
      '                           retire it with a reply:',
      "                             npm run tapline -- payloads retire 'PRODUCT_VIEW_{productId}' --reply '…'",
      '                           If no such button was ever sent, delete its entry',
      '                           from the lock.',
      '',
      'error  PAYLOAD_NOT_LOCKED  1 payload is not in the lock as this release has it.',
      '       where               "PRODUCT_SHOW_{productId}"   payloads.lock.json',
      '       mend                Lock it, look at the difference, and commit it:',
      '                             npm run tapline -- payloads lock',
      '',
    ]);
    expect(code).toBe(1);
  });

  it('does not start', async () => {
    const database = join(project.folder, 'data.db');
    const service = await Service.launch({ database, project: project.folder });
    expect(await service.exited()).toBe(78);
    expect(service.output).toContain('error  PAYLOAD_ORPHANED  buttons already sent with');
  });

  it('passes when the payload is retired and the new one locked, and old buttons get the reply', async () => {
    expect(run('payloads', 'retire', LOCKED, '--reply', 'That page has moved.').code).toBe(0);
    expect(run('payloads', 'lock').output).toBe('added    PRODUCT_SHOW_{productId}\n');
    const check = run('payloads', 'check');
    expect(check.output).toBe('Every payload that was ever locked is answered.\n');
    expect(check.code).toBe(0);
    const service = await Service.start({
      database: join(project.folder, 'data.db'),
      project: project.folder,
    });
    expect(await tapIn(service, 'PRODUCT_VIEW_7')).toContain('Page  < That page has moved.\n');
    await service.end();
  });
});

describe('taps that nobody handles', () => {
  it('are counted by what they look like, for whoever asks while the service runs', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'tapline-unhandled-'));
    const database = join(folder, 'tapline.db');
    const variables = { STORE_URL: `sqlite:${database}` };
    const service = await Service.start({ database });
    for (const payload of ['PRODUCT_VEIW_7', 'PRODUCT_VEIW_456', 'Ada Lovelace'])
      await tapIn(service, payload);
    const { code, output } = tapline(['payloads', 'unhandled'], { variables });
    expect(output.replaceAll(/\d{4}-\d\d-\d\d \d\d:\d\d/g, 'YYYY-MM-DD HH:MM')).toBe(
      [
        'taps  last              why       page             payload',
        '   2  YYYY-MM-DD HH:MM  no-route  100000000000001  PRODUCT_VEIW_#',
        '   1  YYYY-MM-DD HH:MM  no-route  100000000000001  … …',
        '',
      ].join('\n'),
    );
    expect(code).toBe(1);
    await service.end();
    rmSync(folder, { recursive: true, force: true });
  });
});
