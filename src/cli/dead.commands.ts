import type { Command } from 'commander';
import type { Kysely } from 'kysely';
import { countOf } from './count-of.js';
import {
  countDeadLetters,
  drop,
  historyOf,
  type InboxTables,
  listDeadLetters,
  replay,
} from '../inbox/index.js';
import { EXIT } from './cli-context.js';
import type { CommandHost } from './command-host.js';
import { historyAsJson, printDeadLetters, printHistory } from './dead.printer.js';
import { KEY_SHOWN, keyOf, keysOf, wholeKey } from './event-keys.js';
import { EventUnknownError } from './operator.errors.js';
import { actor, lookAt, onEach } from './operator.js';
import { routeNow, tapOf } from './route-now.js';
import { asJson } from './text-table.js';

const LISTED = 100;

/** `tapline dead …`: events that were given up on. */
export function addDeadCommands(host: CommandHost): void {
  const dead = host.program
    .command('dead')
    .description('Shows events that were given up on, and has them handled after all.');
  addList(dead, host);
  addShow(dead, host);
  addReplay(dead, host);
  addDrop(dead, host);
}

function addList(dead: Command, { context, done }: CommandHost): void {
  dead
    .command('list')
    .description('Lists dead letters, the newest first.')
    .option('--limit <count>', 'how many at most', countOf, LISTED)
    .option('--json', 'print JSON')
    .action(async ({ limit, json }: { readonly limit: number; readonly json?: true }) => {
      const [letters, count] = await lookAt(context.variables, async (store) => [
        await listDeadLetters(store.tables(), limit),
        await countDeadLetters(store.tables()),
      ]);
      const { output } = context;
      output.write(json ? asJson(letters) : printDeadLetters(letters, count, output.width));
      done(count > 0 ? EXIT.findings : EXIT.fine);
    });
}

function addShow(dead: Command, { context }: CommandHost): void {
  dead
    .command('show')
    .description('Tells all that is known of an event: errors, attempts, what operators did.')
    .argument('<key>', 'the key, or its first 8 or more digits', keyOf)
    .option('--raw', 'also what Meta sent, which holds what people wrote')
    .option('--json', 'print JSON')
    .action(async (beginning: string, options: { readonly raw?: true; readonly json?: true }) => {
      const history = await lookAt(context.variables, async (store) => {
        const db = store.tables<InboxTables>();
        const key = await wholeKey(db, beginning);
        return historyOf(db, key);
      });
      if (!history) throw new EventUnknownError(beginning);
      const route = await routeNow(context, tapOf(history.event));
      const shown = { ...history, route, withItem: options.raw === true };
      context.output.write(options.json ? asJson(historyAsJson(shown)) : printHistory(shown));
    });
}

function addReplay(dead: Command, { context, done }: CommandHost): void {
  dead
    .command('replay')
    .description(
      'Has events handled once more, under the same key. A dead letter goes on where it failed.',
    )
    .argument('<keys...>', 'keys, or their first 8 or more digits', keysOf)
    .option('--again', 'also what was handled: its replies are sent again')
    .action(async (beginnings: readonly string[], { again }: { readonly again?: true }) => {
      const all = await onEachEvent(context, beginnings, async (db, key, now) => {
        const [replayed] = await replay(db, [key], { actor: actor(), now, onlyFailed: !again });
        return replayed === undefined ? whyNotReplayed(db, key) : 'replayed';
      });
      done(all.every((what) => what === 'replayed') ? EXIT.fine : EXIT.findings);
    });
}

function addDrop(dead: Command, { context, done }: CommandHost): void {
  dead
    .command('drop')
    .description('Lets dead letters go for good; what waited behind them goes on.')
    .argument('<keys...>', 'keys, or their first 8 or more digits', keysOf)
    .action(async (beginnings: readonly string[]) => {
      const all = await onEachEvent(context, beginnings, async (db, key, now) => {
        const dropped = await drop(db, key, { actor: actor(), now });
        return dropped ? 'dropped' : 'not dropped: it is no dead letter';
      });
      done(all.every((what) => what === 'dropped') ? EXIT.fine : EXIT.findings);
    });
}

async function whyNotReplayed(db: Db, key: string): Promise<string> {
  const handled = await db
    .selectFrom('inbox_events')
    .select('key')
    .where('key', '=', key)
    .where('state', '=', 'done')
    .where('disposition', '=', 'handled')
    .where('item', '<>', '')
    .executeTakeFirst();
  return handled
    ? 'not replayed: it was handled; with --again its replies are sent again'
    : 'not replayed: it is waiting already, or what Meta sent is forgotten';
}

type Db = Kysely<InboxTables>;

function onEachEvent(
  context: CommandHost['context'],
  named: readonly string[],
  work: (db: Db, key: string, now: number) => Promise<string>,
): Promise<readonly string[]> {
  return onEach(context, {
    named,
    find: (db, beginning) => wholeKey(db.$extendTables(), beginning),
    work: (db, key, now) => work(db.$extendTables(), key, now),
    shown: (key) => key.slice(0, KEY_SHOWN),
  });
}
