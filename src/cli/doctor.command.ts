import type { Command } from 'commander';
import { type Diagnosis, examine, type Fix, isAlarming, type Patient } from '../doctor/index.js';
import { isConfirmed } from './ask.js';
import { type CliContext, EXIT, type ExitCode } from './cli-context.js';
import type { CommandHost } from './command-host.js';
import { diagnosisAsJson, printDiagnosis } from './doctor.printer.js';
import { examined } from './examined.js';
import { failureOf } from './failure-of.js';
import { type PageOption, pagesNamed, withPages } from './pages-named.js';
import { printable } from './printable.js';
import { asJson } from './text-table.js';

interface DoctorOptions extends PageOption {
  readonly fix?: true;
  readonly yes?: boolean;
  readonly dryRun?: true;
  readonly json?: true;
}

/** `tapline doctor`: why taps do not arrive, and what can be done about it. */
export function addDoctorCommand({ program, context, done }: CommandHost): void {
  withPages(program.command('doctor'))
    .description('Says why taps do not arrive: asks Meta, the webhook, the database and the code.')
    .option('--fix', 'mend what calls can mend, after asking; then look again')
    .option('--yes', 'with --fix: do not ask')
    .option('--dry-run', 'with --fix: only say what it would do')
    .option('--json', 'print JSON')
    .action(async (options: DoctorOptions, command: Command) => {
      if (!options.fix && (options.yes || options.dryRun))
        command.error('error: --yes and --dry-run go with --fix');
      done(await examined(context, (patient) => runDoctor(context, patient, options)));
    });
}

async function runDoctor(
  context: CliContext,
  patient: Patient,
  options: DoctorOptions,
): Promise<ExitCode> {
  const pages = pagesNamed(patient.environment, options);
  const diagnosis = await examine(patient, pages);
  const fixes = options.fix ? fixesIn(diagnosis) : [];
  // People are told before anything is changed; a machine wants one answer, the last one.
  const isFirstTold = !options.json || fixes.length === 0;
  if (isFirstTold) tell(context, diagnosis, options);
  if (fixes.length === 0) return codeOf(diagnosis);
  const isTried = await mend(context, fixes, options);
  const last = isTried ? await examine(patient, pages) : diagnosis;
  if (isTried || !isFirstTold) tell(context, last, options);
  return codeOf(last);
}

function tell({ output }: CliContext, diagnosis: Diagnosis, { json }: DoctorOptions): void {
  output.write(json ? asJson(diagnosisAsJson(diagnosis)) : printDiagnosis(diagnosis, output.width));
}

function codeOf({ findings }: Diagnosis): ExitCode {
  return findings.some(isAlarming) ? EXIT.findings : EXIT.fine;
}

/** Several findings may be mended by one call. */
function fixesIn({ findings }: Diagnosis): readonly Fix[] {
  const byWhat = new Map<string, Fix>();
  for (const { fix } of findings) if (fix !== null) byWhat.set(fix.does, fix);
  return [...byWhat.values()];
}

/** One that fails does not stop the others. @returns whether anything was tried */
async function mend(
  context: CliContext,
  fixes: readonly Fix[],
  { dryRun, yes = false }: DoctorOptions,
): Promise<boolean> {
  // What is done is no answer to what was asked: a machine reads that from stdout.
  const say = context.output.writeError;
  say(`\ndoctor --fix ${dryRun ? 'would' : 'will'}\n`);
  for (const { does } of fixes) say(`  ${printable(does)}\n`);
  if (dryRun || !(await isConfirmed(context, 'Do that?', yes))) return false;
  const sayLine = (line: string): void => say(`  ${line}\n`);
  for (const { does, run } of fixes)
    sayLine(`${(await failureOf(() => run(sayLine))) ?? 'done'}: ${printable(does)}`);
  say('\n');
  return true;
}
