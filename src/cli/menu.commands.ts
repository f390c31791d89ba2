import { Argument, type Command } from 'commander';
import {
  declaredMenu,
  type MenuModuleOptions,
  type MenuSync,
  PROFILE_PROPERTIES,
  type ProfileDifference,
  type ProfileProperty,
  type PushOutcome,
  type PushWatch,
} from '../menu/index.js';
import { type BootFinding, BootReport, printFindings } from '../postback/index.js';
import { answerTo } from './ask.js';
import { EXIT } from './cli-context.js';
import type { CommandHost } from './command-host.js';
import { inspectApplication } from './inspect-application.js';
import { printMenuSource } from './menu-source.printer.js';
import { allFine, onEachPage } from './menu-pages.js';
import { pageHeading, printDifference, printPlan, printStep, printWait } from './menu.printer.js';
import { type PageOption, withPages } from './pages-named.js';
import { asJson } from './text-table.js';

/** `tapline menu …`: what pages show outside the bubbles, as the code says it and as it is. */
export function addMenuCommands(host: CommandHost): void {
  const menu = host.program
    .command('menu')
    .description(
      "Keeps pages' Get Started, greeting, menu, ice breakers and commands in step with the code.",
    );
  addDiff(menu, host);
  addPush(menu, host);
  addPull(menu, host);
  addDelete(menu, host);
}

interface JsonOption extends PageOption {
  readonly json?: true;
}

function addDiff(menu: Command, host: CommandHost): void {
  withPages(menu.command('diff'))
    .description('Says where pages differ from the code; ends with 1 when one does.')
    .option('--json', 'print JSON')
    .action(async ({ json, ...named }: JsonOption) => {
      const { output } = host.context;
      const options = await inspectApplication(host.context, declaredMenu);
      const pages = await onEachPage(host.context, { named, options }, async (sync, pageId) => {
        const difference = await sync.compare(pageId);
        if (!json) output.write(printDifference(difference));
        const { changes } = difference;
        return { isFine: changes.length === 0, shown: { inStep: changes.length === 0, changes } };
      });
      if (json) output.write(asJson(pages.map(({ shown }) => shown)));
      host.done(allFine(pages) ? EXIT.fine : EXIT.findings);
    });
}

interface ChangeOptions extends PageOption {
  readonly dryRun?: true;
  readonly yes?: true;
}

function addPush(menu: Command, host: CommandHost): void {
  withChange(menu.command('push'))
    .description('Brings pages into step with the code; what the code does not declare is removed.')
    .action(async (how: ChangeOptions) => {
      const { options, errors } = await menuToPush(host);
      if (errors.length > 0) return refuse(host, errors);
      return change(host, how, {
        options,
        question: 'Bring this page into step',
        work: (sync, pageId, watch) => sync.push(pageId, watch),
      });
    });
}

/** An application that would not start has buttons that nobody answers, or rules broken: no page gets those. */
async function menuToPush({ context }: CommandHost) {
  return inspectApplication(context, (application) => ({
    options: declaredMenu(application),
    errors: application
      .get(BootReport)
      .collect()
      .filter(({ severity }) => severity === 'error'),
  }));
}

function refuse({ context: { output }, done }: CommandHost, errors: readonly BootFinding[]): void {
  output.write(`${printFindings(errors, output.width)}\n`);
  output.writeError('Nothing was changed: the service would not start like this.\n');
  done(EXIT.findings);
}

function addPull(menu: Command, host: CommandHost): void {
  withPages(menu.command('pull'))
    .description('Prints what pages show, as the options of MenuModule.forRoot().')
    .option('--json', "print JSON, in Meta's shape")
    .action(async ({ json, ...named }: JsonOption) => {
      const { output } = host.context;
      const pages = await onEachPage(host.context, { named, options: {} }, async (sync, pageId) => {
        const profile = await sync.read(pageId);
        if (!json) output.write(printMenuSource(pageId, profile));
        return { isFine: true, shown: { profile } };
      });
      if (json) output.write(asJson(pages.map(({ shown }) => shown)));
      host.done(allFine(pages) ? EXIT.fine : EXIT.findings);
    });
}

function addDelete(menu: Command, host: CommandHost): void {
  withChange(menu.command('delete'))
    .description('Takes from pages what the code would keep there, the menu before Get Started.')
    .addArgument(
      new Argument('[properties...]', 'only these')
        .choices(PROFILE_PROPERTIES)
        .default(PROFILE_PROPERTIES, 'all of them'),
    )
    .action((properties: readonly ProfileProperty[], how: ChangeOptions) =>
      change(host, how, {
        options: {},
        question: 'Remove this from the page',
        work: (sync, pageId, watch) => sync.remove(pageId, properties, watch),
      }),
    );
}

function withChange(command: Command): Command {
  return withPages(command)
    .option('--dry-run', 'only say what it would do')
    .option('--yes', 'do it without asking');
}

interface Change {
  readonly options: MenuModuleOptions;
  /** Without the mark. */
  readonly question: string;
  readonly work: (sync: MenuSync, pageId: string, watch: PushWatch) => Promise<PushOutcome>;
}

async function change(
  { context, done }: CommandHost,
  how: ChangeOptions,
  { options, question, work }: Change,
): Promise<void> {
  const { output } = context;
  const { dryRun = false, yes = false }: { readonly dryRun?: boolean; readonly yes?: boolean } =
    how;
  let isLast = false;
  const confirm = async (difference: ProfileDifference): Promise<boolean> => {
    output.write(printDifference(difference));
    if (dryRun) output.write(printPlan(difference.steps));
    if (dryRun) return false;
    const answer = await answerTo(context, `${question}?`, yes);
    isLast = answer === 'left';
    return answer === 'yes';
  };
  const watch: PushWatch = {
    confirm,
    onStep: (step) => output.write(printStep(step)),
    onWait: (untilMs) => output.writeError(printWait(untilMs)),
  };
  const pages = await onEachPage(context, { named: how, options }, async (sync, pageId) => {
    const outcome = await work(sync, pageId, watch);
    output.write(endOf(outcome, pageId));
    return { isFine: dryRun || outcome !== 'declined', isLast, shown: {} };
  });
  done(allFine(pages) ? EXIT.fine : EXIT.findings);
}

function endOf(outcome: PushOutcome, pageId: string): string {
  const ends = {
    unchanged: `${pageHeading(pageId)}  nothing to do\n`,
    changed: '  the page is as it should be\n',
    declined: '  nothing was changed\n',
  };
  return ends[outcome];
}
