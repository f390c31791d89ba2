import type { Command } from 'commander';
import {
  fieldLevels,
  neededFields,
  type Patient,
  shownAddress,
  subscribeApp,
  subscribePage,
} from '../doctor/index.js';
import { type AppSubscription, GraphError } from '../graph/index.js';
import { isConfirmed } from './ask.js';
import { type CliContext, EXIT, type ExitCode } from './cli-context.js';
import type { CommandHost } from './command-host.js';
import { examined } from './examined.js';
import { type PageOption, pagesNamed, withPages } from './pages-named.js';
import { failureOf } from './failure-of.js';
import { printable } from './printable.js';
import { repeated } from './repeated.js';
import {
  type PageShown,
  printSubscriptions,
  type SubscriptionsShown,
} from './subscriptions.printer.js';
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
      const isMissing = shown.pages.some(
        ({ fields, problem }) =>
          problem !== null ||
          fields.some(({ isNeeded, ofApp, ofPage }) => isNeeded && (ofApp === false || !ofPage)),
      );
      done(isMissing ? EXIT.findings : EXIT.fine);
    });
}

async function readAll(patient: Patient, named: PageOption): Promise<SubscriptionsShown> {
  const { environment, subscriptions } = patient;
  const pages = pagesNamed(environment, named);
  const app = environment.appId === undefined ? undefined : await subscriptions.readApp();
  const shown: PageShown[] = [];
  for (const page of pages) shown.push(await readPage(patient, page, app));
  return { app: app && { ...app, callbackUrl: shownAddress(app.callbackUrl) }, pages: shown };
}

/** One that Meta refuses does not hide the others. */
async function readPage(
  patient: Patient,
  page: string,
  app: AppSubscription | null | undefined,
): Promise<PageShown> {
  try {
    const installed = await patient.subscriptions.readPage(page);
    const fields = fieldLevels(neededFields(patient), app, installed);
    return { page, isInstalled: installed !== null, fields, problem: null };
  } catch (error) {
    if (!(error instanceof GraphError)) throw error;
    return { page, isInstalled: false, fields: [], problem: error.message };
  }
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
  const { output } = context;
  const steps = await stepsFor(patient, options);
  for (const { does } of steps) output.write(`${printable(does)}\n`);
  const isWhole = patient.environment.appId !== undefined;
  if (!isWhole) output.writeError(`${WITHOUT_APP}\n`);
  const isDone = options.dryRun ?? (await doAsked(context, steps, options));
  return isDone && isWhole ? EXIT.fine : EXIT.findings;
}

/** @returns whether everything was agreed to and done */
async function doAsked(
  context: CliContext,
  steps: readonly Step[],
  { yes = false }: SetOptions,
): Promise<boolean> {
  return (await isConfirmed(context, 'Do that?', yes)) && (await doEach(context, steps)) === 0;
}

const WITHOUT_APP =
  'META_APP_ID is not set, so the app itself is left as it is: events arrive of the fields that both have. Set it and run this again.';

/** Tells of each as it is done. @returns how many failed */
async function doEach({ output }: CliContext, steps: readonly Step[]): Promise<number> {
  let failed = 0;
  for (const [index, { does, run }] of steps.entries()) {
    const failure = await failureOf(run);
    if (failure !== null) failed += 1;
    const progress = `${index + 1} of ${steps.length}`;
    output.write(`${progress}  ${failure ?? 'done'}: ${printable(does)}\n`);
  }
  return failed;
}

/** The app before the pages: without it nothing of them arrives. */
async function stepsFor(
  patient: Patient,
  { callback, field = [], ...named }: SetOptions,
): Promise<readonly Step[]> {
  const { environment, subscriptions } = patient;
  const fields = [...new Set([...neededFields(patient).map((needed) => needed.field), ...field])];
  const names = fields.join(', ');
  const { verifyToken, appId } = environment;
  const ofPages = pagesNamed(environment, named).map((id) => ({
    does: `subscribe page ${id} to ${names}`,
    run: () => subscribePage(subscriptions, id, fields),
  }));
  if (appId === undefined) return ofPages;
  const ofApp = {
    does: `subscribe the app to ${names}${await movesOf(patient, callback)}`,
    run: () => subscribeApp(subscriptions, { fields, callbackUrl: callback, verifyToken }),
  };
  return [ofApp, ...ofPages];
}

/** Which address is replaced by which. */
async function movesOf({ subscriptions }: Patient, callback: string | undefined): Promise<string> {
  if (callback === undefined) return '';
  const now = (await subscriptions.readApp())?.callbackUrl;
  const before = now === undefined || now === callback ? '' : `, in place of ${shownAddress(now)}`;
  return ` at ${shownAddress(callback)}${before}`;
}
