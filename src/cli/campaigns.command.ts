import { readCampaigns, type Touch, TOUCHES } from '../referral/index.js';
import { campaignsAsCsv, campaignsAsJson, printCampaigns } from './campaigns.printer.js';
import type { CommandHost } from './command-host.js';
import { countOf } from './count-of.js';
import { lookAt } from './operator.js';
import { sinceOf } from './since.js';
import { asJson } from './text-table.js';

const LISTED = 50;
const PERIOD = '30d';

interface CampaignsOptions {
  /** Milliseconds since 1970. */
  readonly since?: number;
  readonly touch: Touch;
  readonly limit: number;
  readonly json?: true;
  readonly csv?: true;
}

/** `tapline campaigns`: what brought people, and what they did then. */
export function addCampaignsCommand({ program, context }: CommandHost): void {
  const { variables, output } = context;
  program
    .command('campaigns')
    .description('Shows by which links and ads people came, and how many did what after that.')
    .option(
      '--since <time>',
      `of people who came since then (default: ${PERIOD})`,
      (text: string) => sinceOf(text),
    )
    .addOption(
      program
        .createOption('--touch <which>', 'count people by their first arrival, or by their last')
        .choices(TOUCHES)
        .default('last'),
    )
    .option('--limit <count>', 'how many campaigns at most', countOf, LISTED)
    .addOption(program.createOption('--json', 'print JSON').conflicts('csv'))
    .option('--csv', 'print CSV, for spreadsheets')
    .action(async ({ since = sinceOf(PERIOD), touch, limit, json, csv }: CampaignsOptions) => {
      const report = await lookAt(variables, (store) =>
        readCampaigns(store.tables(), { since, touch, limit }),
      );
      if (json) output.write(asJson(campaignsAsJson(report, { since, touch })));
      else if (csv) output.write(campaignsAsCsv(report));
      else output.write(printCampaigns(report, output.width));
    });
}
