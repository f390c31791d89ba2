import type { Command } from 'commander';
import { declaredDefinitions } from '../messaging/index.js';
import { explainTap, listRoutes, PostbackRoutes, type TapKind } from '../postback/index.js';
import { ReferralRoutes } from '../referral/index.js';
import { EXIT, type ExitCode } from './cli-context.js';
import { inspectApplication } from './inspect-application.js';
import { explanationsAsJson, printExplanations } from './match.printer.js';
import { printRouteList } from './routes.printer.js';
import type { CommandHost } from './command-host.js';
import { asJson } from './text-table.js';

interface RoutesOptions {
  readonly match?: string;
  readonly kind?: TapKind;
  readonly json?: true;
}

const KINDS = ['postback', 'quick_reply'] as const satisfies readonly TapKind[];

/** `tapline routes`: who gets what, and why. */
export function addRoutesCommand({ program, context, done }: CommandHost): void {
  program
    .command('routes')
    .description('Prints the routing table in order of precedence, or says where one payload goes.')
    .option('--match <payload>', 'say which route wins this payload, and why the others lose')
    .addOption(
      program.createOption('--kind <kind>', 'with --match: one kind of tap only').choices(KINDS),
    )
    .option('--json', 'print JSON')
    .action(async (options: RoutesOptions, command: Command) => {
      if (options.kind !== undefined && options.match === undefined)
        command.error("error: option '--kind <kind>' goes with --match");
      const print = options.match === undefined ? listAll : explainOne;
      const { text, code } = await print(context, options);
      context.output.write(text);
      done(code);
    });
}

interface Printed {
  readonly text: string;
  readonly code: ExitCode;
}

type Context = CommandHost['context'];

async function listAll(context: Context, { json }: RoutesOptions): Promise<Printed> {
  const routes = await inspectApplication(context, (application) => [
    ...listRoutes(application.get(PostbackRoutes).set, declaredDefinitions()),
    ...application.get(ReferralRoutes).list(),
  ]);
  return { text: json ? asJson(routes) : printRouteList(routes), code: EXIT.fine };
}

async function explainOne(
  context: Context,
  { match = '', kind, json }: RoutesOptions,
): Promise<Printed> {
  const kinds = kind === undefined ? KINDS : [kind];
  const explained = await inspectApplication(context, (application) => {
    const { set } = application.get(PostbackRoutes);
    return Promise.all(kinds.map((each) => explainTap(set, each, match)));
  });
  const isAnswered = explained.some(({ winner, dataIssues }) => winner && dataIssues.length === 0);
  return {
    text: json ? asJson(explanationsAsJson(match, explained)) : printExplanations(match, explained),
    code: isAnswered ? EXIT.fine : EXIT.findings,
  };
}
