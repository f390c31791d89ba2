import type { Command } from 'commander';
import {
  fieldLevels,
  neededFields,
  type Patient,
  subscribeApp,
  subscribePage,
} from '../doctor/index.js';
import { isConfirmed } from './ask.js';
import { type CliContext, EXIT, type ExitCode } from './cli-context.js';
import type { CommandHost } from './command-host.js';
import { examined } from './examined.js';
import { type PageOption, pagesNamed, withPages } from './pages-named.js';
import { failureOf } from './failure-of.js';
import { printable } from './printable.js';
import { repeated } from './repeated.js';
import { type PageShown, printSubscriptions } from './subscriptions.printer.js';
import { asJson } from './text-table.js';

/** `tapline subscriptions …`: which events Meta sends, on the level of the app and of each page. */
export function addSubscriptionsCommands(host: CommandHost): void {
  const subscriptions = host.program
    .command('subscriptions')
    .description(
      'Shows and sets which events Meta sends: the app and the page must both want them.',
    );
  addShow(subscriptions, host);
  addSet(subscriptions, host);
}

interface ShowOptions extends PageOption {
  readonly json?: true;
}

function addShow(subscriptions: Command, { context, done }: CommandHost): void {
  withPages(subscriptions.command('show'))
    .description('Shows the fields that handlers need, and who subscribes to them.')
    .option('--json', 'print JSON')
    .action(async ({ json, ...named }: ShowOptions) => {
      const shown = await examined(context, (patient) => readAll(patient, named));
      const { output } = context;
      output.write(json ? asJson(shown) : printSubscriptions(shown, output.width));
      const isMissing = shown.pages.some(({ fields }) =>
        fields.some(({ isNeeded, ofApp, ofPage }) => isNeeded && (ofApp === false || !ofPage)),
      );
      done(isMissing ? EXIT.findings : EXIT.fine);
    });
}

async function readAll(patient: Patient, named: PageOption) {
  const { environment, subscriptions, routes } = patient;
  const app = environment.appId === undefined ? undefined : await subscriptions.readApp();
  const needed = neededFields(routes);
  const pages: PageShown[] = [];
  for (const page of pagesNamed(environment, named)) {
    const installed = await subscriptions.readPage(page);
    const fields = fieldLevels(needed, app, installed);
    pages.push({ page, isInstalled: installed !== null, fields });
  }
  return { app, pages };
}

interface SetOptions extends PageOption {
  readonly callback?: string;
  readonly field?: readonly string[];
  readonly yes?: boolean;
  readonly dryRun?: true;
}

function addSet(subscriptions: Command, { context, done }: CommandHost): void {
  withPages(subscriptions.command('set'))
    .description('Subscribes the app and the pages to what handlers need, beside what they have.')
    .option('--callback <url>', "the public address of this service's webhook; default: as it is")
    .option('--field <name>', 'a field beside those that handlers need; may be repeated', repeated)
    .option('--yes', 'do not ask')
    .option('--dry-run', 'only say what it would do')
    .action(async (options: SetOptions) => {
      done(await examined(context, (patient) => setAll(context, patient, options)));
    });
}

interface Step {
  readonly does: string;
  readonly run: () => Promise<void>;
}

async function setAll(
  context: CliContext,
  patient: Patient,
  options: SetOptions,
): Promise<ExitCode> {
  const steps = stepsFor(patient, options);
  const { output } = context;
  for (const { does } of steps) output.write(`${printable(does)}\n`);
  if (options.dryRun) return EXIT.fine;
  if (!(await isConfirmed(context, 'Do that?', options.yes ?? false))) return EXIT.findings;
  let failed = 0;
  for (const [index, { does, run }] of steps.entries()) {
    const failure = await failureOf(run);
    if (failure !== null) failed += 1;
    const progress = `${index + 1} of ${steps.length}`;
    output.write(`${progress}  ${failure ?? 'done'}: ${printable(does)}\n`);
  }
  return failed === 0 ? EXIT.fine : EXIT.findings;
}

/** The app before the pages: without it nothing of them arrives. */
function stepsFor(
  patient: Patient,
  { callback, field = [], ...named }: SetOptions,
): readonly Step[] {
  const { environment, subscriptions, routes } = patient;
  const fields = [...new Set([...neededFields(routes).map((needed) => needed.field), ...field])];
  const names = fields.join(', ');
  const { verifyToken, appId } = environment;
  const ofApp = {
    does: `subscribe the app to ${names}${callback === undefined ? '' : ` at ${callback}`}`,
    run: () => subscribeApp(subscriptions, { fields, callbackUrl: callback, verifyToken }),
  };
  const ofPages = pagesNamed(environment, named).map((id) => ({
    does: `subscribe page ${id} to ${names}`,
    run: () => subscribePage(subscriptions, id, fields),
  }));
  return [...(appId === undefined && callback === undefined ? [] : [ofApp]), ...ofPages];
}
