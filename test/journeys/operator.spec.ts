import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { Sent } from '../support/sent.js';
import { PAGE, Service } from '../support/service.js';
import { type Ran, tapline, taplineAtOnce } from '../support/tapline.js';
import { until } from '../support/until.js';

const ADA = '1000000000000001';
const BEN = '1000000000000002';

let folder: string;
let database: string;
let variables: Readonly<Record<string, string>>;
const services: Service[] = [];
const graphs: Sent[] = [];

async function start(graph?: Sent): Promise<Service> {
  const service = await Service.start({ database, ...(graph && { graphUrl: graph.url }) });
  services.push(service);
  return service;
}

async function aGraph(): Promise<Sent> {
  const graph = await Sent.start();
  graphs.push(graph);
  return graph;
}

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'tapline-operator-'));
  database = join(folder, 'tapline.db');
  variables = { STORE_URL: `sqlite:${database}` };
});

afterEach(async () => {
  for (const service of services.splice(0)) await service.end();
  for (const graph of graphs.splice(0)) await graph.close();
  rmSync(folder, { recursive: true, force: true });
});

const run = (...args: readonly string[]): Ran => tapline(args, { variables });

/** Every cell of every table in which a text stands, as `table.column`. */
function cellsWith(text: string): readonly string[] {
  const db = new DatabaseSync(database, { readOnly: true });
  const tables = db.prepare("select name from sqlite_schema where type = 'table'").all();
  const found = tables.flatMap(({ name: table }) =>
    db
      .prepare(`select * from "${String(table)}"`)
      .all()
      .flatMap((row) =>
        Object.entries(row).flatMap(([column, value]) => {
          const shown = value instanceof Uint8Array ? Buffer.from(value).toString() : String(value);
          return shown.includes(text) ? [`${String(table)}.${column}`] : [];
        }),
      ),
  );
  db.close();
  return [...new Set(found)];
}

/** In which of the database's files a text stands, in whatever place. */
const filesWith = (text: string): readonly string[] =>
  ['', '-wal', '-shm'].filter((suffix) => {
    const path = `${database}${suffix}`;
    return existsSync(path) && readFileSync(path).includes(text);
  });

describe('somebody who wants to be forgotten', () => {
  async function act(
    { url }: Service,
    psid: string,
    what: string,
    facts: Record<string, string>,
  ): Promise<void> {
    const response = await fetch(`${url}/simulator/people/${psid}/${what}`, {
      method: 'POST',
      body: new URLSearchParams(facts),
    });
    if (!response.ok) throw new Error(await response.text());
  }

  async function leaveTraces(service: Service, psid: string): Promise<void> {
    await act(service, psid, 'get-started', {});
    await act(service, psid, 'arrive', { ref: 'EMAIL_MAY' });
    for (const payload of [
      '{"action":"ADD_TO_CART","productId":"SKU-101"}',
      'SUPPORT_BILLING',
      'FLOW_TRACK_ORDER',
      'FLOW_RETURN_1001',
      'NO_SUCH_BUTTON',
    ])
      await act(service, psid, 'tap', { payload });
    await act(service, psid, 'quick-reply', { payload: 'CONFIRM_RETURN_1001_YES', force: 'true' });
    await act(service, psid, 'say', { text: 'my name is nobody' });
  }

  it('O6: is exported and erased in every table of every feature, and leaves nothing in the files', async () => {
    const service = await start();
    await leaveTraces(service, ADA);
    await leaveTraces(service, BEN);
    await service.end();
    const known = cellsWith(ADA);
    expect(known).toEqual(
      expect.arrayContaining([
        'inbox_events.conversation',
        'inbox_people.conversation',
        'outbox_messages.user_id',
        'orders_orders.user_id',
        'products_cart_lines.user_id',
        'support_tickets.user_id',
        'referral_attributions.conversation',
        'referral_touches.conversation',
        'referral_steps.conversation',
      ]),
    );

    const exported = run('export', '--user', ADA);
    const rows = JSON.parse(exported.output) as Record<string, readonly object[]>;
    const tables = Object.keys(rows).filter((table) => (rows[table] ?? []).length > 0);
    const naming = known.map((cell) => cell.split('.')[0]);
    expect(tables).toEqual(expect.arrayContaining([...naming, 'orders_items', 'orders_returns']));
    expect(exported.output).toContain('my name is nobody');
    expect(exported.output).not.toContain(BEN);

    const asked = run('erase', '--user', ADA);
    expect([asked.code, asked.errors]).toEqual([1, 'Nothing was removed. Add --yes to do it.\n']);
    expect(cellsWith(ADA)).toEqual(known);

    const ofBen = cellsWith(BEN);
    const erased = run('erase', '--user', ADA, '--yes');
    expect([erased.code, erased.errors]).toEqual([0, '']);
    expect(erased.output).toMatch(/^ *\d+ {2}outbox_messages$/m);
    expect([cellsWith(ADA), filesWith(ADA)]).toEqual([[], []]);
    expect(cellsWith(BEN)).toEqual(ofBen);
    expect(run('erase', '--user', ADA, '--yes').output).toBe('Nothing is kept of this person.\n');
  });

  it('O6: is erased while the service runs, which goes on', async () => {
    const service = await start();
    await leaveTraces(service, ADA);
    const erased = run('erase', '--user', ADA, '--yes');
    expect([erased.code, erased.errors]).toEqual([
      0,
      'The service runs, so the file was not written anew: free places of it may still hold old copies. Run the command once more while the service does not run.\n',
    ]);
    expect(cellsWith(ADA)).toEqual([]);
    await act(service, BEN, 'get-started', {});
    expect(cellsWith(BEN)).toContain('outbox_messages.user_id');
    await service.end();
  });

  it('O6: is told where they are still named, so that a feature that forgot to say what it keeps is seen', async () => {
    const service = await start();
    await service.end();
    const db = new DatabaseSync(database);
    db.exec(
      `create table returns_wishes (psid text); insert into returns_wishes values ('${BEN}')`,
    );
    db.close();
    const { code, errors } = run('erase', '--user', BEN, '--yes');
    expect([code, errors]).toEqual([
      1,
      'These tables still name the person: returns_wishes. If they came while this ran, run it again; else their folder needs `people` in its Schema.\n',
    ]);
  });
});

describe('an operator beside the running service', () => {
  const tap = (payload: string, psid = '7001'): object => ({
    object: 'page',
    entry: [
      {
        id: PAGE.id,
        messaging: [
          {
            sender: { id: psid },
            recipient: { id: PAGE.id },
            timestamp: Date.now(),
            postback: { title: 'Tap', payload, mid: 'm_tapped_1' },
          },
        ],
      },
    ],
  });
  const receipts = (mid: string): object => {
    const facts = { sender: { id: '7001' }, recipient: { id: PAGE.id } };
    const watermark = Date.now() + 1_000;
    return {
      object: 'page',
      entry: [
        {
          id: PAGE.id,
          messaging: [
            { ...facts, timestamp: watermark, delivery: { mids: [mid], watermark } },
            { ...facts, timestamp: watermark + 5_000, read: { watermark } },
          ],
        },
      ],
    };
  };

  it('is told the life of a tap: route, attempt, reply, delivered, read; by its key or by either message id', async () => {
    const sent = await aGraph();
    const service = await start(sent);
    await service.post(tap('MENU_SUPPORT_V2'));
    await until(() => sent.requests.length > 0);
    await service.post(receipts('m_sent_1'));
    await settled('read');
    const { output, code } = run('trace', 'm_sent_1');
    expect(code).toBe(0);
    const lines = output.replaceAll(/\d{4}-\d\d-\d\d \d\d:\d\d:\d\d\.\d{3}/g, 'TIME').split('\n');
    expect(lines.slice(0, 9)).toEqual([
      expect.stringMatching(/^event [0-9a-f]{64}$/),
      `on page ${PAGE.id} (messenger)`,
      '',
      'TIME  received: postback MENU_SUPPORT_V2',
      'TIME  attempt 1 ended: handled by SupportHandlers.topics',
      expect.stringMatching(/^TIME {2}reply 1 \(\w+\) stored$/),
      'TIME  reply 1 sent as m_sent_1',
      'TIME  reply 1 delivered',
      'TIME  reply 1 read',
    ]);
    expect(output).toMatch(/MENU_SUPPORT_V2 as a postback goes to\n {2}"MENU_SUPPORT_V2"/);
    const key = /[0-9a-f]{64}/.exec(output)?.[0] ?? '';
    expect(run('trace', key.slice(0, 10)).output).toBe(output);
    expect(run('trace', 'm_tapped_1').output).toBe(output);
    expect(JSON.parse(run('trace', key, '--json').output)).toMatchObject({
      event: { key, state: 'done' },
      replies: [{ mid: 'm_sent_1', state: 'sent' }],
      now: { taps: [{ winner: { handler: 'SupportHandlers.topics' } }] },
    });
    const unknown = run('trace', 'm_nobody_knows');
    expect([unknown.code, unknown.errors]).toEqual([2, expect.stringContaining('EVENT_UNKNOWN')]);
    await service.end();
  });

  async function settled(kind: string): Promise<void> {
    const db = new DatabaseSync(database, { readOnly: true });
    const statement = db.prepare(
      `select count(*) as count from inbox_events where state = 'done' and item like '%"${kind}"%'`,
    );
    await until(() => statement.get()?.['count'] !== 0);
    db.close();
  }

  it('D20: two commands that replay one dead letter at once run it once', async () => {
    const sent = await aGraph();
    const service = await start(sent);
    await service.post(tap('MENU_SUPPORT_V2'));
    await until(() => sent.requests.length > 0);
    await service.end();
    const db = new DatabaseSync(database);
    db.exec("update inbox_events set state = 'dead', consumed = ''");
    const key = String(db.prepare('select key from inbox_events').get()?.['key']);
    db.close();
    const again = await start(sent);
    const args = ['dead', 'replay', key];
    const runs = await Promise.all([1, 2, 3].map(() => taplineAtOnce(args, { variables })));
    await until(() => sent.requests.length >= 2);
    await again.end();
    expect(runs.filter(({ code }) => code === 0)).toHaveLength(1);
    expect(runs.filter(({ code }) => code === 1)).toHaveLength(2);
    expect(sent.requests).toHaveLength(2);
    expect(run('dead', 'show', key).output.match(/^replay by /gm)).toHaveLength(1);
  });
});
