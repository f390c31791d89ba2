import { Command, CommanderError } from 'commander';
import { type CliContext, EXIT, type ExitCode } from './cli-context.js';
import type { CommandHost } from './command-host.js';
import { addCampaignsCommand } from './campaigns.command.js';
import { addDeadCommands } from './dead.commands.js';
import { addDoctorCommand } from './doctor.command.js';
import { addMenuCommands } from './menu.commands.js';
import { addLinkCommand } from './link.command.js';
import { addPayloadsCommands } from './payloads.commands.js';
import { addPeopleCommands } from './people.commands.js';
import { addRepliesCommands } from './replies.commands.js';
import { addReplayCommand } from './replay.command.js';
import { addRoutesCommand } from './routes.command.js';
import { addSubscriptionsCommands } from './subscriptions.commands.js';
import { addSimulatorCommand } from './simulator.command.js';
import { addTraceCommand } from './trace.command.js';

/**
 * Runs `tapline …`.
 * @param args without the program's own name
 * @returns the exit code: 0, 1 with findings, 2 when it was called wrongly or could not do its work
 * @throws what nobody foresaw
 */
export async function runTapline(args: readonly string[], context: CliContext): Promise<number> {
  let code: ExitCode = EXIT.fine;
  const program = programFor(context, (ended) => {
    code = ended;
  });
  try {
    await program.parseAsync(args, { from: 'user' });
    return code;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.fine : EXIT.usage;
    if (!isForeseen(error)) throw error;
    context.output.writeError(`${error.message}\n`);
    return EXIT.usage;
  }
}

const COMMANDS: readonly ((host: CommandHost) => void)[] = [
  addDoctorCommand,
  addSubscriptionsCommands,
  addRoutesCommand,
  addPayloadsCommands,
  addMenuCommands,
  addTraceCommand,
  addDeadCommands,
  addReplayCommand,
  addRepliesCommands,
  addCampaignsCommand,
  addLinkCommand,
  addPeopleCommands,
  addSimulatorCommand,
];

function programFor(context: CliContext, done: CommandHost['done']): Command {
  const { write, writeError, width } = context.output;
  const program = new Command('tapline')
    .description('Looks into a Tapline service: its routes, its payloads, what became of taps.')
    .exitOverride()
    .showHelpAfterError('Run it with --help for what it takes.')
    .configureOutput({
      writeOut: write,
      writeErr: writeError,
      getOutHelpWidth: () => width,
      getErrHelpWidth: () => width,
    });
  for (const add of COMMANDS) add({ program, context, done });
  return program;
}

/** Errors with a code say what to do; their stack would be in the way. */
function isForeseen(error: unknown): error is Error {
  return (
    error instanceof Error && 'code' in error && error.message.startsWith(`${String(error.code)}:`)
  );
}
