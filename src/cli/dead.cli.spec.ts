import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { Injectable } from '@nestjs/common';
import { sql } from 'kysely';
import { AnInbox } from '../../test/support/an-inbox.js';
import { type CliRun, runCli } from '../../test/support/cli.js';
import { OnPostback } from '../postback/index.js';

@Injectable()
class Shop {
  @OnPostback('POISON_{id}')
  poison() {}
}

const withoutTimes = (text: string): string =>
  text.replaceAll(/\d{4}-\d\d-\d\d \d\d:\d\d(:\d\d\.\d{3})?/g, 'TIME');

describe('tapline dead, beside the running service', () => {
  let inbox: AnInbox;

  beforeEach(async () => {
    inbox = await AnInbox.start();
    inbox.scripted.behaviour = () => Promise.reject(new Error('out of stock\u001b[2J\r\nsold out'));
    await inbox.app.init();
  });

  afterEach(() => inbox.remove());

  const run = (...args: readonly string[]): Promise<CliRun> =>
    runCli(args, { database: inbox.path, providers: [Shop] });

  async function deadLetter(user = 'u1', payload = 'POISON_7'): Promise<string> {
    const before = (await inbox.events()).length;
    await inbox.receive({ user, payload });
    await inbox.settledInTime(before + 1);
    return (await inbox.events()).at(-1)?.key ?? '';
  }

  it('D20: lists dead letters in the width of the terminal, and ends with 1 when there are any', async () => {
    expect(await run('dead', 'list')).toEqual({
      code: 0,
      written: 'There are no dead letters.\n',
      complaints: '',
    });
    const key = await deadLetter();
    const { code, written } = await run('dead', 'list');
    expect([code, withoutTimes(written)]).toEqual([
      1,
      'key           given up          tries  handler  error\n' +
        `${key.slice(0, 12)}  TIME  6      –        Error: out of stock\uFFFD[2J\uFFFD\n`,
    ]);
    expect(Math.max(...written.split('\n').map(({ length }) => length))).toBeLessThanOrEqual(80);
  });

  it('says how many it does not list, and lists for machines', async () => {
    await deadLetter('u1');
    const key = await deadLetter('u2');
    const { written } = await run('dead', 'list', '--limit', '1');
    expect(written).toContain('… and 1 more: --limit 2\n');
    const { written: json } = await run('dead', 'list', '--json');
    expect(JSON.parse(json)).toEqual([
      expect.objectContaining({ key, attempts: 6, blocks: false }),
      expect.objectContaining({ attempts: 6 }),
    ]);
  });

  it('D20: shows the error, every attempt, who would take it now, and what Meta sent only when asked', async () => {
    const key = await deadLetter();
    const { code, written } = await run('dead', 'show', key.slice(0, 8));
    expect(code).toBe(0);
    expect(withoutTimes(written)).toMatch(
      new RegExp(
        `^key       ${key}\nstate     dead\nkind      postback\npayload   POISON_7\npage      1 \\(messenger\\)\n` +
          'received  TIME\nended     TIME\nattempts  6\n\nnow goes to "POISON_\\{id\\}"\n  Shop.poison   src/cli/dead.cli.spec.ts:\\d+\n\nattempt 1  TIME\n',
      ),
    );
    expect(written.match(/^attempt \d/gm)).toHaveLength(6);
    expect(written).not.toContain('"sender"');
    expect(written).not.toContain('\u001b');
    const raw = await run('dead', 'show', key, '--raw');
    expect(raw.written).toContain('  "sender": {\n    "id": "u1"\n');
    const { written: json } = await run('dead', 'show', key, '--json');
    expect(JSON.parse(json)).toMatchObject({
      event: { key, state: 'dead' },
      attempts: { length: 6 },
      now: { payload: 'POISON_7', taps: [{ winner: { handler: 'Shop.poison' } }] },
    });
  });

  it('D20: replays under the same key with the next attempt, which the service begins by itself, and writes down who asked', async () => {
    const key = await deadLetter();
    inbox.scripted.behaviour = () => Promise.resolve({});
    expect(await run('dead', 'replay', key)).toEqual({
      code: 0,
      written: `${key.slice(0, 12)}  replayed\n`,
      complaints: '',
    });
    await inbox.settled(1);
    expect((await inbox.events())[0]).toMatchObject({ key, state: 'done', attempts: 7 });
    const { written } = await run('dead', 'show', key);
    expect(withoutTimes(written)).toMatch(/^replay by \S+ {2}TIME$/m);
    expect(await run('dead', 'replay', key)).toMatchObject({
      code: 1,
      written: `${key.slice(0, 12)}  not replayed: it was handled; with --again its replies are sent again\n`,
    });
    expect((await run('dead', 'replay', '--again', key)).code).toBe(0);
    while ((await inbox.events())[0]?.attempts !== 8) await new Promise(setImmediate);
  });

  it('D20: finds nothing to replay a second time', async () => {
    const key = await deadLetter();
    await inbox.app.close();
    expect((await run('dead', 'replay', key)).code).toBe(0);
    expect(await run('dead', 'replay', key)).toMatchObject({
      code: 1,
      written: `${key.slice(0, 12)}  not replayed: it is waiting already, or what Meta sent is forgotten\n`,
    });
  });

  it('D20: drops for good', async () => {
    const key = await deadLetter();
    expect((await run('dead', 'drop', key)).written).toBe(`${key.slice(0, 12)}  dropped\n`);
    const again = await run('dead', 'drop', key);
    expect([again.code, again.written]).toEqual([
      1,
      `${key.slice(0, 12)}  not dropped: it is no dead letter\n`,
    ]);
    expect((await inbox.events())[0]).toMatchObject({ state: 'dropped' });
  });

  it('does nothing when one of several keys is unknown', async () => {
    const key = await deadLetter();
    const { code, written, complaints } = await run('dead', 'drop', key, '0123456789');
    expect([code, written]).toEqual([2, '']);
    expect(complaints).toBe(
      'EVENT_UNKNOWN: the database has no event "0123456789". Keys are kept for 8 days, dead letters for 30: ' +
        'look at tapline dead list, or at the key in the log; and see that STORE_URL is the database of that service.\n',
    );
    expect((await inbox.events())[0]).toMatchObject({ state: 'dead' });
  });

  it('names the events whose keys begin alike', async () => {
    const key = await deadLetter();
    const twin = `${key.slice(0, 20)}${'0'.repeat(44)}`;
    const [event] = await inbox.events();
    const { id: _, ...row } = event ?? never();
    await inbox
      .tables()
      .insertInto('inbox_events')
      .values({ ...row, key: twin })
      .execute();
    const { code, complaints } = await run('dead', 'show', key.slice(0, 8));
    expect(code).toBe(2);
    expect(complaints).toContain(
      `EVENT_AMBIGUOUS: the keys of several events begin with "${key.slice(0, 8)}". Give more digits:\n  ${twin}\n`,
    );
  });

  it.each([
    ['too short a key', ['dead', 'show', '0123456']],
    ['what is no key', ['dead', 'replay', 'nonsense']],
    ['no time', ['replay', '--since', 'yesterday']],
    ['no id of a person', ['erase', '--user', '%']],
    ['no count', ['dead', 'list', '--limit', '0']],
  ])('ends with 2 when it is given %s', async (_what, args) => {
    const { code, complaints } = await run(...args);
    expect([code, complaints]).toEqual([2, expect.stringContaining('is invalid')]);
  });

  it('ends with 2 where there is no database, and makes none', async () => {
    const nowhere = `${inbox.path}.none`;
    for (const args of [
      ['dead', 'list'],
      ['dead', 'drop', '01234567'],
      ['trace', '01234567'],
    ]) {
      const { code, complaints } = await runCli(args, { database: nowhere });
      expect([code, complaints]).toEqual([2, expect.stringContaining('STORE_ABSENT')]);
    }
  });

  describe('tapline replay', () => {
    it('D20: says what it would do, does it with --yes, and leaves what went well alone', async () => {
      const key = await deadLetter();
      inbox.scripted.behaviour = () => Promise.resolve({});
      await inbox.receive({ user: 'u2', payload: 'FINE' });
      await inbox.settled(2);
      const dry = await run('replay', '--since', '2h', '--dry-run');
      expect([dry.code, withoutTimes(dry.written)]).toEqual([
        0,
        `1 event since TIME UTC\n${key.slice(0, 12)}\n`,
      ]);
      const asked = await run('replay', '--since', '2h');
      expect([asked.code, asked.complaints]).toEqual([
        1,
        'Nothing was replayed. Add --yes to do it.\n',
      ]);
      expect((await inbox.events())[0]).toMatchObject({ state: 'dead' });
      const done = await run('replay', '--since', '2h', '--yes');
      expect([done.code, withoutTimes(done.written)]).toEqual([
        0,
        '1 of 1 event since TIME UTC replayed\n',
      ]);
      await inbox.settled(2);
      expect((await inbox.events()).map(({ attempts }) => attempts)).toEqual([7, 1]);
    });

    it('leaves alone what went well since it looked', async () => {
      await deadLetter('u1');
      const late = await deadLetter('u2');
      inbox.scripted.behaviour = () => Promise.resolve({});
      // As if the service had handled one between the look and its turn, because somebody else has replayed it.
      await sql`create trigger handled after insert on inbox_audit begin
        update inbox_events set state = 'done', disposition = 'handled' where key = ${sql.lit(late)};
      end`.execute(inbox.tables());
      const { written } = await run('replay', '--since', '2h', '--yes');
      expect(written).toMatch(/^1 of 2 events /);
      await inbox.settled(2);
      expect((await inbox.events()).map(({ attempts }) => attempts)).toEqual([7, 6]);
    });

    it('takes a time, and everything that was handled with --all', async () => {
      inbox.scripted.behaviour = () => Promise.resolve({});
      await inbox.receive({ user: 'u2', payload: 'FINE' });
      await inbox.settled(1);
      const since = new Date(Date.now() - 3_600_000).toISOString();
      expect((await run('replay', '--since', since, '--dry-run')).written).toMatch(/^0 events /);
      const all = await run('replay', '--since', since, '--all', '--yes');
      expect(all.written).toMatch(/^1 of 1 event /);
      while ((await inbox.events())[0]?.attempts !== 2) await new Promise(setImmediate);
    });
  });
});

function never(): never {
  throw new Error('there is no event');
}
