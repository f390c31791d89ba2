import { InvalidArgumentError } from 'commander';
import { type Schema, SchemaMigrator } from '../store/index.js';
import { type CliContext, EXIT } from './cli-context.js';
import type { CommandHost } from './command-host.js';
import { inspectApplication } from './inspect-application.js';
import { lookAt, workOn } from './operator.js';
import { eraseEverywhere, exportEverywhere, tablesNaming } from './people.js';
import { asJson } from './text-table.js';

/** Meta's ids of people are digits; the ids of other channels may hold letters. */
const USER = /^[\w.-]{1,64}$/;

/** `tapline erase`, `tapline export`: what the law asks for. */
export function addPeopleCommands(host: CommandHost): void {
  addExport(host);
  addErase(host);
}

function addExport({ program, context }: CommandHost): void {
  program
    .command('export')
    .description('Prints as JSON everything that is kept of a person.')
    .requiredOption('--user <psid>', 'the page-scoped id', userOf)
    .action(async ({ user }: { readonly user: string }) => {
      const schemas = await schemasOf(context);
      const rows = await lookAt(context.variables, (store) =>
        exportEverywhere(store.tables(), schemas, { userId: user }),
      );
      context.output.write(asJson(rows));
    });
}

function addErase({ program, context, done }: CommandHost): void {
  program
    .command('erase')
    .description('Removes everything that is kept of a person, in every table of every feature.')
    .requiredOption('--user <psid>', 'the page-scoped id', userOf)
    .option('--yes', 'do it; without it only what would be removed is counted')
    .action(async ({ user, yes }: { readonly user: string; readonly yes?: true }) => {
      const schemas = await schemasOf(context);
      const { output } = context;
      if (!yes) {
        const counts = await countRows(context, schemas, user);
        output.write(countsText(counts));
        output.writeError('Nothing was removed. Add --yes to do it.\n');
        return done(EXIT.findings);
      }
      return workOn(context.variables, async (store) => {
        const counts = await eraseEverywhere(store, schemas, { userId: user });
        output.write(countsText(counts));
        if (!(await store.forgetDeleted())) output.writeError(STILL_IN_FILE);
        const left = await tablesNaming(store.tables(), user);
        if (left.length === 0) return;
        output.writeError(leftText(left));
        done(EXIT.findings);
      });
    });
}

const STILL_IN_FILE =
  'The service runs, so the file was not written anew: free places of it may still hold old copies. ' +
  'Run the command once more while the service does not run.\n';

function leftText(tables: readonly string[]): string {
  return (
    `These tables still name the person: ${tables.join(', ')}. ` +
    'If they came while this ran, run it again; else their folder needs `people` in its Schema.\n'
  );
}

/** Of every folder of the application, as it would start. */
async function schemasOf(context: CliContext): Promise<readonly Schema[]> {
  return inspectApplication(context, (application) => application.get(SchemaMigrator).schemas);
}

async function countRows(
  { variables }: CliContext,
  schemas: readonly Schema[],
  userId: string,
): Promise<Readonly<Record<string, number>>> {
  const rows = await lookAt(variables, (store) =>
    exportEverywhere(store.tables(), schemas, { userId }),
  );
  return Object.fromEntries(Object.entries(rows).map(([table, { length }]) => [table, length]));
}

function countsText(counts: Readonly<Record<string, number>>): string {
  const found = Object.entries(counts).filter(([, count]) => count > 0);
  if (found.length === 0) return 'Nothing is kept of this person.\n';
  const width = Math.max(...found.map(([, count]) => String(count).length));
  return found.map(([table, count]) => `${String(count).padStart(width)}  ${table}\n`).join('');
}

function userOf(text: string): string {
  if (USER.test(text)) return text;
  throw new InvalidArgumentError("It is a person's id as Meta gives it to the page: digits.");
}
