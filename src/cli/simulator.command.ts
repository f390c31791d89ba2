import { randomBytes } from 'node:crypto';
import { InvalidArgumentError } from 'commander';
import type { LoggerService } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import type { NestExpressApplication } from '@nestjs/platform-express';
import {
  META_RATE_LIMITS,
  settingsFrom,
  type SimulatedPage,
  type SimulatedPerson,
  SimulatorModule,
  type SimulatorOptions,
  verifyWebhook,
} from '../simulator/index.js';
import type { CliOutput } from './cli-context.js';
import type { CommandHost } from './command-host.js';
import { PortUnusableError } from './simulator.errors.js';
import { printSimulatorStart } from './simulator.printer.js';

interface Options {
  readonly port: number;
  readonly host: string;
  readonly webhook: string;
  readonly appSecret: string;
  readonly appId: string;
  readonly verifyToken?: string;
  readonly page?: readonly SimulatedPage[];
  readonly person?: readonly SimulatedPerson[];
  readonly metaLimits?: boolean;
}

/** Only this machine can reach these. */
const LOOPBACK = ['127.0.0.1', '::1', 'localhost'] as const;
const PAGE_ID = '100000000000001';
const PEOPLE: readonly SimulatedPerson[] = [
  { psid: '1000000000000001', name: 'Ada' },
  { psid: '1000000000000002', name: 'Ben' },
];

/** `tapline simulator`: the stand-in for Meta alone, for any bot. */
export function addSimulatorCommand({ program, context }: CommandHost): void {
  const host = program.createOption('--host <address>', 'where to listen; this machine only');
  program
    .command('simulator')
    .description('Runs a stand-in for Meta that drives any Messenger bot on this machine.')
    .requiredOption('--webhook <url>', "the bot's webhook: http://localhost:3000/webhook")
    .requiredOption('--app-secret <secret>', 'signs what is delivered; give the bot the same')
    .option('--verify-token <token>', 'verify the webhook at the start, as Meta does')
    .option('--page <id:token>', 'a page and its token; may be repeated', collect(pageOf))
    .option('--person <psid:name>', 'somebody who taps; may be repeated', collect(personOf))
    .option(
      '--meta-limits',
      'limit sends by the second as Meta does: 300, 10 of media, locked above 40',
    )
    .option('--app-id <id>', 'what echoes carry as app_id', '200000000000002')
    .option('--port <port>', 'where to listen', portOf, 4000)
    .addOption(host.choices(LOOPBACK).default('127.0.0.1'))
    .action((options: Options) => runSimulator(options, context.output));
}

/** Resolves when a signal has ended it. */
async function runSimulator(options: Options, output: CliOutput): Promise<void> {
  const simulated = simulatorOptionsOf(options);
  const { deliveryDeadlineMs, pages, people } = settingsFrom(simulated);
  // Nest would log what keeps it from listening, beside the error that says it better.
  const app = await NestFactory.create<NestExpressApplication>(SimulatorModule.forRoot(simulated), {
    bodyParser: false,
    abortOnError: false,
    logger: false,
  });
  app.disable('x-powered-by');
  const signal = nextSignal();
  try {
    await app.listen(options.port, options.host).catch((cause: unknown) => {
      throw new PortUnusableError(options.host, options.port, { cause });
    });
    app.useLogger(loggerFor(output));
    const { webhook, verifyToken, host, port } = options;
    const verification =
      verifyToken === undefined
        ? null
        : await verifyWebhook(webhook, verifyToken, deliveryDeadlineMs);
    const url = `http://${host.includes(':') ? `[${host}]` : host}:${port}`;
    output.write(
      printSimulatorStart({ url, appId: options.appId, webhook, pages, people, verification }),
    );
    await signal.arrived;
  } finally {
    signal.forget();
    await app.close();
  }
}

function loggerFor({ writeError }: CliOutput): LoggerService {
  const write = (text: string): void => writeError(`${text}\n`);
  return { log: () => undefined, warn: write, error: write };
}

function simulatorOptionsOf(options: Options): SimulatorOptions {
  const { appSecret, appId, webhook, page = [aPage()], person = PEOPLE, metaLimits } = options;
  const rateLimits = metaLimits === true ? META_RATE_LIMITS : {};
  return { appSecret, appId, webhookUrl: webhook, pages: page, people: person, rateLimits };
}

/** With a token that nobody can know beforehand: whoever has it can write to the people here. */
function aPage(): SimulatedPage {
  return { id: PAGE_ID, token: `PAGE${randomBytes(16).toString('hex')}` };
}

const SIGNALS = ['SIGINT', 'SIGTERM'] as const;

/** The signals by which a terminal or a supervisor ends a program. Once they are forgotten, another one ends it at once. */
function nextSignal(): { readonly arrived: Promise<void>; readonly forget: () => void } {
  const { promise, resolve } = Promise.withResolvers<void>();
  const stop = (): void => resolve();
  for (const signal of SIGNALS) process.once(signal, stop);
  const forget = (): void => {
    for (const signal of SIGNALS) process.off(signal, stop);
  };
  return { arrived: promise, forget };
}

/** For an option that may be repeated. */
function collect<T>(
  read: (text: string) => T,
): (text: string, before?: readonly T[]) => readonly T[] {
  return (text, before = []) => [...before, read(text)];
}

function pageOf(text: string): SimulatedPage {
  const { id = '', rest = '' } = /^(?<id>\d+):(?<rest>.+)$/.exec(text)?.groups ?? {};
  if (id === '') throw new InvalidArgumentError('Give digits, a colon and the token: 1234:TOKEN.');
  return { id, token: rest };
}

function personOf(text: string): SimulatedPerson {
  const { id = '', rest = '' } = /^(?<id>\d+):(?<rest>.+)$/.exec(text)?.groups ?? {};
  if (id === '') throw new InvalidArgumentError('Give digits, a colon and the name: 7:Ada.');
  return { psid: id, name: rest };
}

function portOf(text: string): number {
  const port = Number(text);
  if (/^\d+$/.test(text) && port > 0 && port < 65_536) return port;
  throw new InvalidArgumentError('Give a whole number from 1 to 65535.');
}
