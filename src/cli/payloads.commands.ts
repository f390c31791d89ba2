import type { Command } from 'commander';
import { readUnhandled } from '../inbox/index.js';
import { type BootFinding, LockKeeper, printFindings } from '../postback/index.js';
import { EXIT, type ExitCode } from './cli-context.js';
import { inspectApplication } from './inspect-application.js';
import type { CommandHost } from './command-host.js';
import { lookAt } from './operator.js';
import { asJson } from './text-table.js';
import { printUnhandled } from './unhandled.printer.js';

const NOTHING_WRITTEN = 'Nothing was written.\n';

/** `tapline payloads …`: what was promised to buttons that are out there. */
export function addPayloadsCommands(host: CommandHost): void {
  const payloads = host.program
    .command('payloads')
    .description(
      'Keeps the promises made to buttons that are in chats already: payloads.lock.json.',
    );
  addLock(payloads, host);
  addCheck(payloads, host);
  addRetire(payloads, host);
  addUnhandled(payloads, host);
}

function addLock(payloads: Command, { context, done }: CommandHost): void {
  payloads
    .command('lock')
    .description('Adds the payloads of this release to the lock.')
    .option(
      '--accept <pattern...>',
      'locked payloads whose new handler or data mean the same as before',
    )
    .action(async ({ accept = [] }: { readonly accept?: readonly string[] }) => {
      const { findings, added, changed } = await inspectApplication(context, (application) =>
        application.get(LockKeeper).lock(accept),
      );
      const code = report(context, findings);
      if (code === EXIT.fine) context.output.write(lockedText(added, changed));
      else context.output.writeError(NOTHING_WRITTEN);
      done(code);
    });
}

function lockedText(added: readonly string[], changed: readonly string[]): string {
  if (added.length + changed.length === 0) return 'The lock is up to date.\n';
  return [
    ...added.map((pattern) => `added    ${pattern}\n`),
    ...changed.map((pattern) => `changed  ${pattern}\n`),
  ].join('');
}

function addCheck(payloads: Command, { context, done }: CommandHost): void {
  payloads
    .command('check')
    .description('Says what this release breaks for buttons already sent, and what the lock lacks.')
    .option('--json', 'print JSON')
    .action(async ({ json }: { readonly json?: true }) => {
      const findings = await inspectApplication(context, (application) =>
        application.get(LockKeeper).check(),
      );
      if (json) context.output.write(`${JSON.stringify(findings, null, 2)}\n`);
      const code = json ? codeOf(findings) : report(context, findings);
      if (!json && findings.length === 0)
        context.output.write('Every payload that was ever locked is answered.\n');
      done(code);
    });
}

function addRetire(payloads: Command, { context, done }: CommandHost): void {
  payloads
    .command('retire <pattern>')
    .description('Has buttons of a payload that no handler takes any more answered by the lock.')
    .requiredOption('--reply <text>', 'what people get who still tap such a button')
    .action(async (pattern: string, { reply }: { readonly reply: string }) => {
      const findings = await inspectApplication(context, (application) =>
        application.get(LockKeeper).retire(pattern, { reply }),
      );
      const code = report(context, findings);
      if (code === EXIT.fine) context.output.write(`retired  ${pattern}\n`);
      else context.output.writeError(NOTHING_WRITTEN);
      done(code);
    });
}

function addUnhandled(payloads: Command, { context, done }: CommandHost): void {
  payloads
    .command('unhandled')
    .description('Shows what taps looked like that nobody handled, and how many there were.')
    .option('--json', 'print JSON')
    .action(async ({ json }: { readonly json?: true }) => {
      const taps = await lookAt(context.variables, readUnhandled);
      context.output.write(json ? asJson(taps) : printUnhandled(taps));
      done(taps.length > 0 ? EXIT.findings : EXIT.fine);
    });
}

function report({ output }: CommandHost['context'], findings: readonly BootFinding[]): ExitCode {
  if (findings.length > 0) output.write(`${printFindings(findings, output.width)}\n`);
  return codeOf(findings);
}

function codeOf(findings: readonly BootFinding[]): ExitCode {
  return findings.some(({ severity }) => severity === 'error') ? EXIT.findings : EXIT.fine;
}
