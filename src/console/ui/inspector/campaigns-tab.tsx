import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import type { CampaignRow, CampaignsReport, CampaignTouch } from '../../contract.js';
import { peopleAt } from '../model/funnel.js';
import { Choice } from '../view/choice.js';
import { ArrivalsTable } from './arrivals-table.js';
import { type Column, DataTable } from './data-table.js';
import { FunnelView } from './funnel-view.js';
import { TabHead } from './table-tab.js';
import { useResource } from './use-resource.js';

/** Charts at once; the table has the others. */
const CHARTS_MAX = 12;

const PERIODS = [
  ['1', '24 hours'],
  ['7', '7 days'],
  ['30', '30 days'],
  ['90', '90 days'],
  ['3650', 'All'],
] as const;

const TOUCHES = [
  ['last', 'Last arrival'],
  ['first', 'First arrival'],
] as const;

/** What brought people, and what they did after that. */
export function CampaignsTab(): JSX.Element {
  const [days, setDays] = useState<string>('30');
  const [touch, setTouch] = useState<CampaignTouch>('last');
  const path = `campaigns?days=${days}&touch=${touch}`;
  const { data, problem, reload } = useResource<CampaignsReport>(path, true);
  return (
    <>
      <div class="tab-body">
        <TabHead
          title="Campaigns"
          about="What brought people, and how many of them did what after that. Each person counts once."
          onReload={reload}
        />
        <div class="choices">
          <Choice label="Period" options={PERIODS} value={days} onChoose={setDays} />
          <Choice label="Count by" options={TOUCHES} value={touch} onChoose={setTouch} />
        </div>
        {problem !== null && <p class="callout">{problem}</p>}
        {data !== null && <Report report={data} />}
      </div>
      <ArrivalsTable />
    </>
  );
}

function Report({ report }: { readonly report: CampaignsReport }): JSX.Element {
  const { campaigns, goals, count } = report;
  if (count === 0) return <p class="empty">Nobody came by a link or an ad in this time.</p>;
  return (
    <>
      <ul class="cases">
        {campaigns.slice(0, CHARTS_MAX).map((campaign) => (
          <FunnelView
            key={JSON.stringify([campaign.source, campaign.ref, campaign.adId])}
            campaign={campaign}
            goals={goals}
          />
        ))}
      </ul>
      <DataTable caption="Campaigns in numbers" columns={columnsFor(goals)} rows={campaigns} />
      {count > campaigns.length && (
        <p class="hint">
          {campaigns.length} of {count}; tapline campaigns has them all.
        </p>
      )}
    </>
  );
}

function columnsFor(goals: readonly string[]): readonly Column<CampaignRow>[] {
  return [
    { title: 'Source', cell: ({ source }) => source, isCode: true },
    { title: 'Ref', cell: ({ ref }) => ref ?? '–', isCode: true },
    { title: 'Arrived', cell: ({ arrived }) => arrived },
    { title: 'Active', cell: ({ active }) => active },
    ...goals.map((goal) => ({
      title: goal,
      cell: (campaign: CampaignRow) => peopleAt(campaign, goal),
    })),
    { title: 'Ad', cell: ({ adId }) => adId ?? '–', isCode: true },
  ];
}
