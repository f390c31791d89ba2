import { type InboxTables, type Operation, replay, replayable } from '../inbox/index.js';
import type { OperatorStore } from '../store/index.js';
import { EXIT } from './cli-context.js';
import type { CommandHost } from './command-host.js';
import { KEY_SHOWN } from './event-keys.js';
import { actor, lookAt, workOn } from './operator.js';
import { sinceOf } from './since.js';
import { momentOf } from './text-table.js';

interface Options {
  readonly since: number;
  readonly all?: boolean;
  readonly dryRun?: true;
  readonly yes?: true;
}

/** Events a transaction: the running service waits for it. */
const AT_ONCE = 100;

/** `tapline replay`: what went wrong since a time is handled after all. */
export function addReplayCommand({
  program,
  context: { variables, output },
  done,
}: CommandHost): void {
  program
    .command('replay')
    .description(
      'Has events handled once more that went wrong: dead letters, and taps that nobody took.',
    )
    .requiredOption('--since <time>', '2h, 30m, 7d ago, or an ISO 8601 time', (text) =>
      sinceOf(text),
    )
    .option('--all', 'also those that were handled: their replies are sent again')
    .option('--dry-run', 'only say which')
    .option('--yes', 'do it')
    .action(async ({ since, all = false, dryRun, yes }: Options) => {
      const keys = await lookAt(variables, (store) => replayable(store.tables(), { since, all }));
      const which = `${keys.length} ${keys.length === 1 ? 'event' : 'events'} since ${momentOf(since)} UTC`;
      if (dryRun || !yes || keys.length === 0) {
        output.write(`${which}\n${keys.map((key) => `${key.slice(0, KEY_SHOWN)}\n`).join('')}`);
        if (dryRun || keys.length === 0) return;
        output.writeError('Nothing was replayed. Add --yes to do it.\n');
        done(EXIT.findings);
        return;
      }
      const how = { onlyFailed: !all };
      const replayed = await workOn(variables, (store) => replayAll(store, keys, how));
      output.write(`${replayed} of ${which} replayed\n`);
    });
}

async function replayAll(
  store: OperatorStore,
  keys: readonly string[],
  how: Pick<Operation, 'onlyFailed'>,
): Promise<number> {
  let count = 0;
  for (let at = 0; at < keys.length; at += AT_ONCE) {
    const some = keys.slice(at, at + AT_ONCE);
    const replayed = await store.transaction((trx) =>
      replay(trx.$extendTables<InboxTables>(), some, { actor: actor(), now: Date.now(), ...how }),
    );
    count += replayed.length;
  }
  return count;
}
