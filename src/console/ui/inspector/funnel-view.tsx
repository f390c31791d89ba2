import type { JSX } from 'preact';
import { useId } from 'preact/hooks';
import type { CampaignRow } from '../../contract.js';
import { funnelText, shareLabel, type Stage, stagesOf } from '../model/funnel.js';

const STAGE_HEIGHT = 38;
const TEXT_Y = 14;
const BAR_Y = 21;
const BAR_HEIGHT = 10;

interface FunnelViewProps {
  readonly campaign: CampaignRow;
  readonly goals: readonly string[];
}

/** A campaign as a funnel: a bar for each stage, as long as its part of those who arrived. */
export function FunnelView({ campaign, goals }: FunnelViewProps): JSX.Element {
  const id = useId();
  const { source, ref, adId, handlers } = campaign;
  const stages = stagesOf(campaign, goals);
  return (
    <li class="case" aria-labelledby={id}>
      <h4 id={id} class="campaign-name">
        <code>{ref ?? (adId === null ? 'no ref' : `ad ${adId}`)}</code>{' '}
        <span class="badge">{source}</span>
      </h4>
      <svg
        class="funnel"
        role="img"
        aria-label={funnelText(stages)}
        height={stages.length * STAGE_HEIGHT}
      >
        {stages.map((stage, index) => (
          <StageView key={stage.label} stage={stage} top={index * STAGE_HEIGHT} />
        ))}
      </svg>
      {handlers.length > 0 && (
        <p class="hint">
          Most reached:{' '}
          {handlers.map(({ name, people }, index) => (
            <span key={name}>
              {index > 0 && ', '}
              <code>{name}</code> {people}
            </span>
          ))}
        </p>
      )}
    </li>
  );
}

function StageView({ stage, top }: { readonly stage: Stage; readonly top: number }): JSX.Element {
  const { label, people, share } = stage;
  const bar = { x: 0, y: top + BAR_Y, height: BAR_HEIGHT, rx: BAR_HEIGHT / 2 };
  return (
    <g>
      <text x="0" y={top + TEXT_Y}>
        {label}
      </text>
      <text class="funnel-count" x="100%" y={top + TEXT_Y} text-anchor="end">
        {people} · {shareLabel(share)}
      </text>
      <rect class="funnel-track" {...bar} width="100%" />
      <rect class="funnel-bar" {...bar} width={`${Math.min(share, 1) * 100}%`} />
    </g>
  );
}
