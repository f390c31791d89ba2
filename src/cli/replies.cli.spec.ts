import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { type CliRun, runCli } from '../../test/support/cli.js';
import { PAGE, TOKEN } from '../../test/support/graph-stub.js';
import { OutboxRig } from '../../test/support/outbox-rig.js';
import { text, withPolicy } from '../messaging/index.js';

const withoutTimes = (words: string): string =>
  words.replaceAll(/\d{4}-\d\d-\d\d \d\d:\d\d/g, 'TIME');

describe('tapline replies, beside the running service', () => {
  let folder: string;
  let rig: OutboxRig;

  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'tapline-replies-'));
    rig = await OutboxRig.start({ [PAGE]: TOKEN }, { database: join(folder, 'tapline.db') });
  });

  afterEach(async () => {
    await rig.close();
    rmSync(folder, { recursive: true, force: true });
  });

  const run = (...args: readonly string[]): Promise<CliRun> =>
    runCli(['replies', ...args], { database: join(folder, 'tapline.db') });

  /** Replies of which nobody knows whether they arrived. @returns their ids */
  async function lose(...texts: readonly string[]): Promise<readonly string[]> {
    for (const [user, each] of texts.entries())
      await rig.store(`${user}`, [withPolicy('atMostOnce', text(each))]);
    await rig.pretendSending();
    await rig.restartSender();
    await rig.untilQuiet(...texts.map((_, user) => `${user}`));
    return (await rig.rows()).map(({ intent_id: intent }) => intent);
  }

  it('lists what nobody knows the fate of, and what it says only when asked; ends with 1 when there is any', async () => {
    expect(await run('list')).toEqual({
      code: 0,
      written: 'There is no reply to decide on.\n',
      complaints: '',
    });
    const [id = ''] = await lose('Your code is 4711.');
    const { code, written } = await run('list');
    expect([code, withoutTimes(written)]).toEqual([
      1,
      'reply     stored            state    tries  kind  event  page\n' +
        `${id.slice(0, 8)}  TIME  unknown  0      text  e-0    ${PAGE}\n`,
    ]);
    expect((await run('list', '--raw')).written).toContain('Your code is 4711.');
    const { written: json } = await run('list', '--json');
    expect(JSON.parse(json)).toEqual([
      expect.objectContaining({ intentId: id, state: 'unknown', kind: 'text', eventKey: 'e-0' }),
    ]);
    expect(json).not.toContain('4711');
  });

  it('says how many it does not list', async () => {
    await lose('1', '2', '3');
    expect((await run('list', '--limit', '1')).written).toContain('… and 2 more: --limit 3\n');
  });

  it('sends one again, which the service does by itself, and writes down who asked', async () => {
    const [id = '', other = ''] = await lose('once more', 'left alone');
    expect(await run('resend', id.slice(0, 8))).toEqual({
      code: 0,
      written: `${id.slice(0, 8)}  sent again\n`,
      complaints: '',
    });
    await rig.until(([first]) => first?.state === 'sent');
    expect(rig.texts).toEqual(['once more']);
    expect(await rig.decisions()).toMatchObject([
      { intent_id: id, action: 'resend', actor: expect.stringMatching(/./) },
    ]);
    expect((await rig.operator.undecided(9)).map(({ intentId }) => intentId)).toEqual([other]);
    expect(await run('resend', id)).toMatchObject({
      code: 1,
      written: `${id.slice(0, 8)}  not sent again: nobody has to decide on it; tapline trace tells what became of it\n`,
    });
  });

  it('drops several', async () => {
    const ids = await lose('1', '2');
    const { code, written } = await run('drop', ...ids);
    expect([code, written]).toEqual([0, ids.map((id) => `${id.slice(0, 8)}  dropped\n`).join('')]);
    expect(await rig.rows()).toMatchObject([{ state: 'dropped' }, { state: 'dropped' }]);
    expect((await run('list')).code).toBe(0);
  });

  it('does nothing when one of several ids is unknown', async () => {
    const [id = ''] = await lose('1');
    const { code, written, complaints } = await run('drop', id, '00000000');
    expect([code, written, complaints]).toEqual([
      2,
      '',
      'REPLY_UNKNOWN: the database has no reply "00000000". Look at tapline replies list; and see that STORE_URL is the database of that service.\n',
    ]);
    expect(await rig.rows()).toMatchObject([{ state: 'unknown' }]);
  });

  it('names the replies whose ids begin alike', async () => {
    const ids = await lose('1', '2');
    const twins = ids.map((_, at) => `aaaaaaaa-0000-4000-8000-00000000000${at}`);
    for (const [at, id] of ids.entries()) await rig.rename(id, twins[at] ?? '');
    const { code, complaints } = await run('drop', 'AAAAAAAA');
    expect([code, complaints]).toEqual([
      2,
      `REPLY_AMBIGUOUS: the ids of several replies begin with "aaaaaaaa". Give more of it:\n  ${twins.join('\n  ')}\n`,
    ]);
  });

  it('ends with 2 when it is given what is no id', async () => {
    const { code, complaints } = await run('drop', 'nonsense');
    expect([code, complaints]).toEqual([2, expect.stringContaining('is invalid')]);
  });
});
