import { type Campaign, type CampaignReport, goalsOf, type Touch } from '../referral/index.js';
import { csvOf } from './csv.js';
import { type Row, textTable } from './text-table.js';

const NOTHING = '–';

/**
 * Prints campaigns as funnels, one line each; the percentages are of those who arrived. The ref stands last, because it may be long:
 *
 *     arrived  active     cart       source     ref
 *         120  80 (67 %)  20 (17 %)  SHORTLINK  EMAIL_MAY
 */
export function printCampaigns({ campaigns, count }: CampaignReport, width: number): string {
  if (count === 0) return 'Nobody came by a link or an ad in this time.\n';
  const goals = goalsOf(campaigns);
  const hasAds = campaigns.some(({ adId }) => adId !== null);
  const header = ['arrived', 'active', ...goals, 'source', ...(hasAds ? ['ad'] : []), 'ref'];
  const rows = campaigns.map((campaign): Row => {
    const [arrived = 0, ...stages] = stagesOf(campaign, goals);
    const ad = hasAds ? [campaign.adId ?? NOTHING] : [];
    const shares = stages.map((people) => `${people} (${shareOf(people, arrived)})`);
    return [String(arrived), ...shares, campaign.source, ...ad, campaign.ref ?? NOTHING];
  });
  const rest = count - campaigns.length;
  const more = rest > 0 ? `… and ${rest} more: --limit ${count}\n` : '';
  return textTable(header, aligned(rows, header, goals.length + 2), width) + more;
}

/** For spreadsheets: a column for each goal. */
export function campaignsAsCsv({ campaigns }: CampaignReport): string {
  const goals = goalsOf(campaigns);
  return csvOf([
    ['source', 'ref', 'ad_id', 'arrived', 'active', ...goals],
    ...campaigns.map((campaign) => [
      campaign.source,
      campaign.ref ?? '',
      campaign.adId ?? '',
      ...stagesOf(campaign, goals),
    ]),
  ]);
}

/** For machines. */
export function campaignsAsJson(
  { campaigns, count }: CampaignReport,
  { since, touch }: { readonly since: number; readonly touch: Touch },
): object {
  return { since: new Date(since).toISOString(), touch, count, campaigns };
}

/** How many people arrived, were active, and reached each goal. */
function stagesOf(
  { arrived, active, goals }: Campaign,
  names: readonly string[],
): readonly number[] {
  const reached = new Map(goals.map(({ name, people }) => [name, people]));
  return [arrived, active, ...names.map((name) => reached.get(name) ?? 0)];
}

/** `67 %`; what is not nobody is not 0 %. */
function shareOf(people: number, arrived: number): string {
  const percent = Math.round((people / arrived) * 100);
  return people > 0 && percent === 0 ? '<1 %' : `${percent} %`;
}

/** The first columns are numbers, and stand at the right. */
function aligned(rows: readonly Row[], header: Row, columns: number): readonly Row[] {
  const widths = header.map((title, column) =>
    Math.max(title.length, ...rows.map((row) => row[column]?.length ?? 0)),
  );
  return rows.map((row) =>
    row.map((cell, column) => (column < columns ? cell.padStart(widths[column] ?? 0) : cell)),
  );
}
