import type { Command } from 'commander';
import { countUndecided, dropReply, listUndecided, resend } from '../outbox/index.js';
import { EXIT } from './cli-context.js';
import type { CommandHost } from './command-host.js';
import { countOf } from './count-of.js';
import { actor, lookAt, onEach } from './operator.js';
import { repliesAsJson, printReplies } from './replies.printer.js';
import { replyIdShown, replyIdsOf, wholeReplyId } from './reply-ids.js';
import { asJson } from './text-table.js';

const LISTED = 100;
const NOTHING_TO_DECIDE = 'nobody has to decide on it; tapline trace tells what became of it';

/** `tapline replies …`: those that may have arrived or not, for which only a person can say what to do. */
export function addRepliesCommands(host: CommandHost): void {
  const replies = host.program
    .command('replies')
    .description('Shows replies that may have arrived or not, and sends or drops them.');
  addList(replies, host);
  addDecision(replies, host, {
    name: 'resend',
    about: 'Sends replies once more; a person who got the first one gets it twice.',
    decide: resend,
    done: 'sent again',
  });
  addDecision(replies, host, {
    name: 'drop',
    about: 'Leaves replies at that: they are not sent again.',
    decide: dropReply,
    done: 'dropped',
  });
}

interface ListOptions {
  readonly limit: number;
  readonly raw?: boolean;
  readonly json?: true;
}

function addList(replies: Command, { context, done }: CommandHost): void {
  replies
    .command('list')
    .description('Lists them, the oldest first.')
    .option('--limit <count>', 'how many at most', countOf, LISTED)
    .option('--raw', 'also what they say to people')
    .option('--json', 'print JSON')
    .action(async ({ limit, raw = false, json }: ListOptions) => {
      const [listed, count] = await lookAt(context.variables, async (store) => [
        await listUndecided(store.tables(), limit),
        await countUndecided(store.tables()),
      ]);
      const { output } = context;
      output.write(
        json
          ? asJson(repliesAsJson(listed, raw))
          : printReplies(listed, { count, raw, width: output.width }),
      );
      done(count > 0 ? EXIT.findings : EXIT.fine);
    });
}

interface Decision {
  readonly name: string;
  readonly about: string;
  readonly decide: typeof resend;
  /** How it is told. */
  readonly done: string;
}

function addDecision(replies: Command, host: CommandHost, decision: Decision): void {
  const { name, about, decide, done } = decision;
  replies
    .command(name)
    .description(about)
    .argument('<ids...>', 'ids, or their first 8 or more characters', replyIdsOf)
    .action(async (named: readonly string[]) => {
      const all = await onEach(host.context, {
        named,
        find: wholeReplyId,
        work: async (db, id, now) =>
          (await decide(db, id, { actor: actor(), now }))
            ? done
            : `not ${done}: ${NOTHING_TO_DECIDE}`,
        shown: replyIdShown,
      });
      host.done(all.every((what) => what === done) ? EXIT.fine : EXIT.findings);
    });
}
