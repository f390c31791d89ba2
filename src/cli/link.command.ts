import { InvalidArgumentError } from 'commander';
import { loadEnvironment } from '../config/index.js';
import { mMeLink, ReferralRoutes } from '../referral/index.js';
import type { CliContext, CliOutput } from './cli-context.js';
import type { CommandHost } from './command-host.js';
import { inspectApplication } from './inspect-application.js';
import { LinkPageUnclearError } from './link.errors.js';
import { type PictureFile, writePictures } from './picture-files.js';
import { columnsOf, pngOf, type QrCode, qrCodeOf, svgOf, textOf } from './qr-drawing.js';
import { asJson } from './text-table.js';

interface LinkOptions {
  readonly ref: string;
  readonly page?: string;
  readonly png?: string;
  readonly svg?: string;
  readonly force?: true;
  readonly qr?: true;
  readonly json?: true;
}

/** `tapline link`: an m.me link and its QR code. */
export function addLinkCommand({ program, context }: CommandHost): void {
  program
    .command('link')
    .description('Makes an m.me link that tells where people come from, and its QR code.')
    .requiredOption('--ref <ref>', 'what @OnReferral gets, as EMAIL_MAY')
    .option('--page <page>', "the page's id or the name in its address", pageOf)
    .option('--png <file>', 'write the QR code as a PNG picture')
    .option('--svg <file>', 'write the QR code as an SVG picture')
    .option('--force', 'write over files')
    .addOption(program.createOption('--qr', 'draw the QR code also in a pipe').conflicts('json'))
    .option('--json', 'print JSON')
    .action((options: LinkOptions) => makeLink(context, options));
}

async function makeLink(context: CliContext, options: LinkOptions): Promise<void> {
  const { output } = context;
  const { ref, page = onlyPageOf(context) } = options;
  const url = mMeLink({ page, ref });
  const handler = await greeterOf(context, ref);
  const code = qrCodeOf(url);
  const pictures = picturesOf(code, options);
  writePictures(pictures, options.force ?? false);
  const files = pictures.map(({ path }) => path);
  if (handler === null) output.writeError(NOBODY_GREETS);
  if (options.json) return output.write(asJson({ url, page, ref, handler, files }));
  output.write([url, ...files].map((line) => `${line}\n`).join(''));
  draw(code, output, options);
}

const NOBODY_GREETS =
  'No @OnReferral of this application takes this ref: people arrive and are counted, and nobody greets them.\n';
const TOO_WIDE = 'The QR code is too wide for this terminal: use --svg or --png.\n';

/** For whoever looks at it. */
function draw(code: QrCode, output: CliOutput, { qr }: LinkOptions): void {
  const { isTerminal = false, width } = output;
  if (isTerminal && columnsOf(code) > width) output.writeError(TOO_WIDE);
  else if (isTerminal || qr) output.write(`\n${textOf(code, isTerminal)}`);
}

const PAGE = /^[A-Za-z0-9.]{1,50}$/;

/** For commander. */
function pageOf(text: string): string {
  if (PAGE.test(text)) return text;
  throw new InvalidArgumentError(
    'It is digits, or letters, digits and "." as in the address of the page.',
  );
}

/** @throws EnvironmentError, LinkPageUnclearError */
function onlyPageOf({ variables }: CliContext): string {
  const { mode, pageTokens } = loadEnvironment(variables);
  const pages = mode === 'demo' ? [] : [...pageTokens.keys()];
  const [page] = pages;
  if (page === undefined || pages.length > 1) throw new LinkPageUnclearError(pages);
  return page;
}

/** Which handler greets those who come by the link. */
function greeterOf(context: CliContext, ref: string): Promise<string | null> {
  return inspectApplication(context, (application) => {
    const match = application.get(ReferralRoutes).match({ source: 'SHORTLINK', ref });
    return match && match.handler.label;
  });
}

function picturesOf(code: QrCode, { png, svg }: LinkOptions): readonly PictureFile[] {
  return [
    ...(png === undefined ? [] : [{ path: png, draw: () => pngOf(code) }]),
    ...(svg === undefined ? [] : [{ path: svg, draw: () => svgOf(code) }]),
  ];
}
